package dev.prod2vec.ingest;

import dev.prod2vec.prepared.ReturnsBy;

/// How returns take purchases back, in SQL of both engines. Quantities are whole numbers of
/// thousandths. Two steps make of rows what was bought:
///
/// - sums of each order and product: [#SUMS]
/// - of each of these what remains, in the same rows: [#settled]
///
/// A customer's purchases and returns of a product are a pile: a purchase lies on top, a return
/// takes from the top, and nothing is taken from an empty pile. What remains of a purchase is the
/// part of it below the lowest height that the pile has afterwards.
public final class Returns {
  /// Columns of a query over rows with `quantity`, `time` and `customer`, by order and product: the
  /// rows that bought it, what they bought, what others gave back, rows of returns and of nothing,
  /// and the time of the first purchase and the last return.
  public static final String SUMS =
      """
      count(*) FILTER (WHERE quantity > 0) AS copies,
      CAST(coalesce(sum(quantity) FILTER (WHERE quantity > 0), 0) AS BIGINT) AS bought,
      CAST(coalesce(sum(-quantity) FILTER (WHERE quantity < 0), 0) AS BIGINT) AS returned,
      count(*) FILTER (WHERE quantity < 0) AS return_rows,
      count(*) FILTER (WHERE quantity = 0) AS empty_rows,
      min(time) FILTER (WHERE quantity > 0) AS bought_at,
      max(time) FILTER (WHERE quantity < 0) AS returned_at,
      min(customer) AS customer\
      """;

  /// The quantity of a row, of which a purchase without one has one.
  public static final String QUANTITY =
      "coalesce(quantity, %s) AS quantity".formatted(OrderQuantity.ONE);

  /// A whole number of thousandths as the number that it stands for.
  public static final String DECIMAL = "CAST(quantity AS DOUBLE) / %s".formatted(OrderQuantity.ONE);

  /// How many there are of each, over what was settled: see [Settlement].
  static final String COUNTS =
      """
      SELECT coalesce(sum(copies), 0) AS copies, coalesce(sum(empty_rows), 0) AS empty_rows,
        coalesce(sum(return_rows), 0) AS return_rows, coalesce(sum(lone_rows), 0) AS lone_rows,
        count(*) FILTER (WHERE bought > 0 AND remaining = 0) AS whole,
        count(*) FILTER (WHERE remaining > 0 AND remaining < bought) AS part
      FROM settled\
      """;

  private Returns() {}

  /// A query that adds to the sums of each order and product `remaining`, what was not given back,
  /// `lone_rows`, rows of returns that found no purchase, and `time` of the order's purchases.
  ///
  /// @param order column that tells orders, in the order of their ids
  /// @param product column that tells products
  /// @param sums of [#SUMS], with these columns, as the text after `FROM`
  public static String settled(ReturnsBy by, String order, String product, String sums) {
    String dated =
        """
        SELECT *, min(bought_at) OVER (PARTITION BY %1$s) AS time,
          min(customer) OVER (PARTITION BY %1$s) AS buyer, bought - returned AS net
        FROM %2$s\
        """
            .formatted(order, sums);
    return switch (by) {
      case ORDER ->
          """
          SELECT *, greatest(net, 0) AS remaining,
            CASE WHEN bought = 0 THEN return_rows ELSE 0 END AS lone_rows
          FROM (%s)\
          """
              .formatted(dated);
      case CUSTOMER -> byCustomer(order, product, dated);
    };
  }

  /// In the order of time; at one moment purchases come first. A purchase without a time is as old
  /// as can be, a return without one as new.
  private static String byCustomer(String order, String product, String dated) {
    String pile =
        """
        PARTITION BY buyer_key, %2$s
        ORDER BY moment, CASE WHEN net < 0 THEN 1 ELSE 0 END, %1$s\
        """
            .formatted(order, product);
    return """
    SELECT *, greatest(least(net, lowest - below), 0) AS remaining,
      CASE WHEN bought = 0 AND below = 0 THEN return_rows ELSE 0 END AS lone_rows
    FROM (
      SELECT *, coalesce(lag(height) OVER (%1$s), 0) AS below,
        min(height) OVER (%1$s ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS lowest
      FROM (
        SELECT *, balance - least(0, min(balance) OVER (
            %1$s ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS height
        FROM (
          SELECT *, CAST(sum(net) OVER (
              %1$s ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS balance
          FROM (
            SELECT *,
              CASE WHEN buyer IS NULL THEN concat('order ', CAST(%2$s AS STRING))
                ELSE concat('customer ', buyer) END AS buyer_key,
              CASE WHEN net < 0 THEN coalesce(returned_at, %3$s)
                ELSE coalesce(time, -%3$s) END AS moment
            FROM (%4$s)))))\
    """
        .formatted(pile.strip(), order, Long.MAX_VALUE, dated);
  }
}
