package dev.prod2vec.basket;

/// What an order is used for.
public enum Split {
  /// Trains the vectors.
  TRAIN,
  /// Stops epochs and chooses trials.
  VALIDATION,
  /// Scores the final model, once.
  TEST
}
