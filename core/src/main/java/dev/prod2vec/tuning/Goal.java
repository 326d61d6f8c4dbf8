package dev.prod2vec.tuning;

/// Whether lower or higher values are better.
public enum Goal {
  /// The lower the better: a loss.
  MINIMISE,
  /// The higher the better: a hit rate.
  MAXIMISE;

  /// Turns a value into a loss, where lower is better, or a loss into a value.
  double loss(double value) {
    return this == MINIMISE ? value : -value;
  }
}
