package dev.prod2vec.ingest;

/// What can be out of the ordinary in orders and products; the unit of its count.
public enum FindingKind {
  /// Rows without an order id. Left out.
  MISSING_ORDER_ID,
  /// Rows without a product id. Left out.
  MISSING_PRODUCT_ID,
  /// Rows that name a product their order has already. Counted once.
  REPEATED_PRODUCT,
  /// Products bought that the product table lacks. Kept; the id is the name.
  UNLISTED_PRODUCT,
  /// Purchases of products that the product table lacks.
  UNLISTED_PURCHASE,
  /// Products listed that no order has. Left out.
  UNBOUGHT_PRODUCT,
  /// Rows of the product table without an id. Left out; not counted where the orders themselves are
  /// the product table.
  MISSING_LISTED_ID,
  /// Ids on several rows of the product table. One row is kept; not counted where the orders
  /// themselves are the product table.
  REPEATED_LISTING,
  /// Products with several names. The most frequent is kept, the first of equals.
  SEVERAL_NAMES,
  /// Products listed without any name. The id is the name.
  MISSING_NAME,
  /// Orders above the largest basket size. Shuffled and split.
  LARGE_ORDER,
  /// Files without content among others of their table. Left out.
  EMPTY_FILE,
  /// Folders of Delta, Iceberg or Hudi tables whose files were read one by one. Rows that the table
  /// has deleted may be among them.
  TABLE_FOLDER
}
