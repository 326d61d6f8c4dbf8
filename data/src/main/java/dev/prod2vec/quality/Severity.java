package dev.prod2vec.quality;

/// What a check outside its bound does.
public enum Severity {
  /// Stops the run before training.
  ERROR,
  /// Is shown.
  WARN
}
