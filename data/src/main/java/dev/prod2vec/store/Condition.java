package dev.prod2vec.store;

/// When an object may be written.
public sealed interface Condition {
  /// Always.
  record Always() implements Condition {}

  /// As long as there is none at its place.
  record Absent() implements Condition {}

  /// As long as the one at its place is this one.
  record Unchanged(String etag) implements Condition {}
}
