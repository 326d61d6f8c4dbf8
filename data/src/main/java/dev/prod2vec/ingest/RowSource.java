package dev.prod2vec.ingest;

/// Where rows come from.
public enum RowSource {
  /// Files.
  FILES,
  /// A table or a query of a PostgreSQL database.
  JDBC
}
