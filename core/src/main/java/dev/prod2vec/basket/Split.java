package dev.prod2vec.basket;

/// What an order is used for.
public enum Split {
  /// Trains the vectors.
  TRAIN,
  /// Decides when training stops and which trial is best.
  VALIDATION,
  /// Scores the final model, once.
  TEST
}
