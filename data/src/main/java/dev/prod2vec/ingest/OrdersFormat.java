package dev.prod2vec.ingest;

/// The shape of the orders.
public enum OrdersFormat {
  /// One row per order and product: csv, plain, gz or zst, or parquet with columns.
  ROWS,
  /// One basket a line: product names or ids with a separator between them, no header.
  BASKETS
}
