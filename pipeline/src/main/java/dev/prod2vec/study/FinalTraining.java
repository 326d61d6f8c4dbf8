package dev.prod2vec.study;

/// Where the vectors come from when the search is over.
public enum FinalTraining {
  /// They are those of the best trial.
  BEST_TRIAL,
  /// They are trained once more with the best trial's hyperparameters, for as many epochs as were
  /// best, on training and validation orders together.
  ALL_ORDERS
}
