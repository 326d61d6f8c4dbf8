package dev.prod2vec.quality;

/// The outcome of a check.
public enum Verdict {
  /// Within its bound.
  PASSED,
  /// Outside its bound, which is only a warning.
  WARNED,
  /// Outside its bound, which stops the run.
  FAILED
}
