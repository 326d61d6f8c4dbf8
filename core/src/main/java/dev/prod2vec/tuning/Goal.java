package dev.prod2vec.tuning;

/// Which values are good.
public enum Goal {
  /// The lower the better: a loss.
  MINIMISE,
  /// The higher the better: a hit rate.
  MAXIMISE;

  /// The value with the sign that makes lower better, or back.
  double loss(double value) {
    return this == MINIMISE ? value : -value;
  }
}
