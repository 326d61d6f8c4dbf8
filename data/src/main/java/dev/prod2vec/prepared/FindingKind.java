package dev.prod2vec.prepared;

/// The anomalies that orders and products may have, each with the unit of its count.
public enum FindingKind {
  /// Rows without an order id. Left out.
  MISSING_ORDER_ID,
  /// Rows without a product id. Left out.
  MISSING_PRODUCT_ID,
  /// Rows without a time, where orders have times. Kept; an order without any time is a training
  /// order.
  MISSING_TIME,
  /// Rows without a quantity that can be read, where orders have quantities. Kept, as one of the
  /// product.
  MISSING_QUANTITY,
  /// Rows of returns that find no purchase to take back. Left out.
  LONE_RETURN,
  /// Orders whose rows have several days or receipts, so that they may be several orders. Kept as
  /// one.
  MIXED_ORDER,
  /// Rows for which a file that is joined to the orders has none. Kept, without its values.
  UNJOINED_ROW,
  /// Ids that are null values, in rows, in lines of baskets and in the product table. Left out.
  NULL_VALUE,
  /// Rows with an id that was changed: stripped, or brought to Unicode's form NFC.
  CHANGED_ID,
  /// Ids that became the same as another one by such a change.
  MERGED_ID,
  /// Rows with an id that looks like a null value, a sum or an error of a spreadsheet. Kept.
  NULL_LIKE_ID,
  /// Ids that differ from another one only in case, leading zeros or the like. Kept.
  SIMILAR_ID,
  /// Rows with an id that a spreadsheet rounded. Kept.
  SHORTENED_ID,
  /// Orders with rows in several files. Kept as one.
  ORDER_IN_SEVERAL_FILES,
  /// Rows whose product id looks like a list of products. Kept.
  LIST_IN_FIELD,
  /// Rows whose product is 0, 1, true or false, if the orders have no other products. Kept.
  ONE_HOT,
  /// Files of baskets whose first line looks like a header. Kept.
  HEADER_LINE,
  /// Lines of baskets that begin with a number that is not a product. Kept.
  LEADING_COLUMN,
  /// Rows of files whose filter leaves out none of them.
  IDLE_FILTER,
  /// Rows with a value that the filter tries to convert, in vain.
  UNREADABLE_FILTER_VALUE,
  /// Rows that name a product their order has already. Counted once.
  REPEATED_PRODUCT,
  /// Products bought that the product table lacks. Kept; the id is the name.
  UNLISTED_PRODUCT,
  /// Purchases of products that the product table lacks.
  UNLISTED_PURCHASE,
  /// Products bought whose id the product table writes in another way.
  UNLISTED_ALIKE,
  /// Products listed that no order has. Not trained.
  UNBOUGHT_PRODUCT,
  /// Rows of the product table with an id that was changed. Not counted if the orders themselves
  /// are the product table.
  CHANGED_LISTED_ID,
  /// Rows of the product table without an id. Left out. Not counted if the orders themselves are
  /// the product table.
  MISSING_LISTED_ID,
  /// Ids on several rows of the product table. One row is kept. Not counted if the orders
  /// themselves are the product table.
  REPEATED_LISTING,
  /// Products with several names. The most frequent name is kept; of equally frequent ones the
  /// first.
  SEVERAL_NAMES,
  /// Products listed without any name. The id is the name.
  MISSING_NAME,
  /// Orders with more products than the largest basket size. Shuffled and split.
  LARGE_ORDER,
  /// Files without content beside others of the same table. Left out.
  EMPTY_FILE,
  /// Folders of Delta, Iceberg or Hudi tables whose files were read one by one. Rows that the table
  /// has deleted may be among them.
  TABLE_FOLDER
}
