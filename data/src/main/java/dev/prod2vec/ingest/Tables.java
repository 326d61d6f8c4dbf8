package dev.prod2vec.ingest;

import java.util.List;

/// Tables that are asked in the SQL that DuckDB and Spark share: no names in quotes, no backslash,
/// null values last or first by words.
public interface Tables {
  /// The number that a query returns, 0 for null.
  long number(String sql) throws InterruptedException;

  /// All rows of a query as text, empty text for null. For short results.
  List<List<String>> rows(String sql) throws InterruptedException;

  /// The names of a query's columns.
  List<String> columns(String query) throws InterruptedException;
}
