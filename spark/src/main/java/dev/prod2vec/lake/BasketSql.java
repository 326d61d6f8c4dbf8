package dev.prod2vec.lake;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.ingest.Returns;
import dev.prod2vec.ingest.TimeSplit;
import dev.prod2vec.prepared.BasketsConfig;

/// Queries that make baskets of the orders.
///
/// @param quantified whether purchases have quantities; without, there are none to sort and keep
record BasketSql(boolean quantified) {
  /// The orders with a product of the table `vocabulary`, and these products.
  ///
  /// @param hint for the join with the vocabulary
  String sized(String hint) {
    return """
    SELECT %1$s order_id, split, time, count(*) AS products,
      collect_list(struct(index, product_id%2$s)) AS items
    FROM (
      SELECT order_id, split, time, item.product_id AS product_id%3$s
      FROM grouped LATERAL VIEW explode(items) AS item)
    JOIN vocabulary USING (product_id)
    GROUP BY order_id, split, time\
    """
        .formatted(
            hint, quantified ? ", quantity" : "", quantified ? ", item.quantity AS quantity" : "");
  }

  /// The rows of `sized` as baskets, of which large orders have several.
  String baskets(BasketsConfig config) {
    return """
    SELECT order_id, split, part, %5$s AS products, %3$s AS date, %6$s AS quantities
    FROM (
      SELECT order_id, split, time, 0L AS part, sort_array(transform(items, item -> %4$s)) AS items
      FROM sized WHERE products <= %2$s
      UNION ALL
      SELECT order_id, split, time, part, sort_array(collect_list(%4$s)) FROM (
        SELECT order_id, split, time, item,
          ((row_number() OVER (PARTITION BY order_id ORDER BY
              sha2(concat(%1$s, order_id, ':', item.product_id), 256), item.product_id) - 1)
            * ((products + %2$s - 1) div %2$s)) div products AS part
        FROM sized LATERAL VIEW explode(items) AS item
        WHERE products > %2$s)
      GROUP BY order_id, split, time, part)\
    """
        .formatted(
            Sql.text(config.splitSeed() + ":"),
            config.maxBasketSize(),
            "date_from_unix_date(%s)".formatted(TimeSplit.DAY),
            quantified ? "struct(item.index, item.quantity)" : "item.index",
            quantified ? "items.index" : "items",
            quantified
                ? "transform(items.quantity, quantity -> %s)".formatted(Returns.DECIMAL)
                : "CAST(NULL AS ARRAY<DOUBLE>)");
  }
}
