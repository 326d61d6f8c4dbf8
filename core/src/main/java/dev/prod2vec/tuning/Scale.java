package dev.prod2vec.tuning;

/// Which steps along a range of numbers are equal.
public enum Scale {
  /// Equal differences are equal steps.
  LINEAR,
  /// Equal ratios are equal steps: for learning rates and sizes. The range must be above 0.
  LOG
}
