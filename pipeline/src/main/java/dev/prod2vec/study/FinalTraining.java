package dev.prod2vec.study;

/// Where the vectors come from after the search.
public enum FinalTraining {
  /// The vectors of the best trial.
  BEST_TRIAL,
  /// The vectors of one more training with the best trial's hyperparameters, for as many epochs as
  /// were best, on training and validation orders together.
  ALL_ORDERS
}
