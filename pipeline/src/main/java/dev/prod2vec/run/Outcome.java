package dev.prod2vec.run;

/// How an attempt at a task ended.
public enum Outcome {
  /// Its files are in place.
  DONE,
  /// It threw, or said that the run must not continue.
  FAILED,
  /// It was stopped from outside.
  INTERRUPTED
}
