package dev.prod2vec.ingest;

/// The shape of the orders.
public enum OrdersFormat {
  /// One row per order and product: csv or JSON, plain, gz, zst or bz2, xlsx, or parquet.
  ROWS,
  /// One basket a line: product names or ids with a separator between them, no header.
  BASKETS,
  /// One row per order and one column per product.
  ONE_HOT
}
