package dev.prod2vec.store;

/// When a file may be written.
public sealed interface Condition {
  /// Always.
  record Always() implements Condition {}

  /// Only if the file does not exist.
  record Absent() implements Condition {}

  /// Only over the file with this ETag.
  record Unchanged(String etag) implements Condition {}
}
