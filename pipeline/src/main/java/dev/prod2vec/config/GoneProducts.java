package dev.prod2vec.config;

/// What happens to products that an earlier run knew and the orders of a run no longer have often
/// enough.
public enum GoneProducts {
  /// They get no vector.
  DROP,
  /// They keep their vector.
  KEEP
}
