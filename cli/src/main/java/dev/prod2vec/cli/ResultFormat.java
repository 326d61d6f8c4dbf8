package dev.prod2vec.cli;

/// How a result is printed.
enum ResultFormat {
  /// For people.
  TEXT,
  /// One JSON document and nothing else.
  JSON
}
