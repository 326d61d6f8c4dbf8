package dev.prod2vec.export;

/// The form of the products that complete many baskets, a row per basket and product: `basket_id`,
/// `rank` (from 1), `product_id`, `product_name`, `score`, `with_product_id` and
/// `with_product_name` (the product of the basket that adds most to the score), `bought_together`,
/// `support` and `lift` (of these two products). Baskets come in the order in which they were
/// asked.
public enum CompletionFormat {
  /// Comma-separated values. A basket without any product has no row.
  CSV,
  /// A list of baskets, one a line, each with its `basket_id` and its `neighbours`.
  JSON,
  /// Apache Parquet. A basket without any product has no row.
  PARQUET
}
