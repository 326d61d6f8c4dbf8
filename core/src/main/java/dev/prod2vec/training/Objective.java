package dev.prod2vec.training;

/// What training predicts.
public enum Objective {
  /// Each product of a basket from each other one, against noise: word2vec's skip-gram with
  /// negative sampling (Mikolov et al. 2013), with the whole basket as the window.
  SKIP_GRAM
}
