package dev.prod2vec.store;

/// When a file may be written.
public sealed interface Condition {
  /// Always.
  record Always() implements Condition {}

  /// Only where there is none.
  record Absent() implements Condition {}

  /// Only over the one with this ETag.
  record Unchanged(String etag) implements Condition {}
}
