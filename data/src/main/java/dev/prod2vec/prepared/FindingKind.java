package dev.prod2vec.prepared;

/// What can be out of the ordinary in orders and products; the unit of its count.
public enum FindingKind {
  /// Rows without an order id. Left out.
  MISSING_ORDER_ID,
  /// Rows without a product id. Left out.
  MISSING_PRODUCT_ID,
  /// Ids that are null values: of rows, at lines of baskets and in the product table. Left out.
  NULL_VALUE,
  /// Rows of which an id was changed: stripped, or brought to Unicode's form NFC.
  CHANGED_ID,
  /// Ids that became the same as another one by that.
  MERGED_ID,
  /// Rows with an id that looks like a null value, a sum or an error of a spreadsheet. Kept.
  NULL_LIKE_ID,
  /// Ids that are the same as another one but for case, leading zeros or the like. Kept.
  SIMILAR_ID,
  /// Rows with an id that a spreadsheet rounded. Kept.
  SHORTENED_ID,
  /// Orders with rows in several files. Kept as one.
  ORDER_IN_SEVERAL_FILES,
  /// Rows whose product id looks like a list of products. Kept.
  LIST_IN_FIELD,
  /// Rows of which the product is 0, 1, true or false, where there are no others. Kept.
  ONE_HOT,
  /// Files of baskets whose first line looks like a header. Kept.
  HEADER_LINE,
  /// Lines of baskets that begin with a number that is no product. Kept.
  LEADING_COLUMN,
  /// Rows under a filter that leaves out none of them.
  IDLE_FILTER,
  /// Rows with a value that the filter tries to convert and cannot.
  UNREADABLE_FILTER_VALUE,
  /// Rows that name a product their order has already. Counted once.
  REPEATED_PRODUCT,
  /// Products bought that the product table lacks. Kept; the id is the name.
  UNLISTED_PRODUCT,
  /// Purchases of products that the product table lacks.
  UNLISTED_PURCHASE,
  /// Products bought that the product table has, but writes in another way.
  UNLISTED_ALIKE,
  /// Products listed that no order has. Left out.
  UNBOUGHT_PRODUCT,
  /// Rows of the product table of which the id was changed; not counted where the orders themselves
  /// are the product table.
  CHANGED_LISTED_ID,
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
