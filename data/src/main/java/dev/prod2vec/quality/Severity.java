package dev.prod2vec.quality;

/// The effect of a check that is outside its bound.
public enum Severity {
  /// Stops the run before training.
  ERROR,
  /// Is only shown.
  WARN
}
