package dev.prod2vec.ingest;

/// Where the fields and rows of a csv file are.
///
/// @param delimiter between fields
/// @param skipped lines before the header or, without one, before the first row
/// @param header whether a header comes before the rows
record CsvLayout(char delimiter, long skipped, boolean header) {
  /// Fields with commas between them, after a header.
  static final CsvLayout USUAL = new CsvLayout(',', 0, true);
}
