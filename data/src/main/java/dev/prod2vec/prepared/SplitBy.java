package dev.prod2vec.prepared;

/// What decides which orders are held out.
public enum SplitBy {
  /// A hash of the order's id.
  HASH,
  /// The order's time: the newest are held out.
  TIME
}
