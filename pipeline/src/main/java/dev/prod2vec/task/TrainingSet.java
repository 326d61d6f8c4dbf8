package dev.prod2vec.task;

/// Which orders a training learns from.
public enum TrainingSet {
  /// The training orders; the validation orders say which epoch is best and when to stop.
  TRAINING,
  /// Training and validation orders together, for exactly the epochs of the config.
  ALL
}
