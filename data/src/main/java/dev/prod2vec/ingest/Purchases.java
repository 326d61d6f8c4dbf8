package dev.prod2vec.ingest;

import dev.prod2vec.basket.SplitRule;

/// Numbers orders and products, so that everything behind works on integers: makes the tables
/// `orders(o, order_id, split)`, `product(p, product_id)`, both numbered by their ids as text, and
/// `purchase(o, p, copies)`, one row per order and product.
final class Purchases {
  private static final String COMPLETE =
      "kept AND NOT (%s) AND NOT (%s)"
          .formatted(Sql.isBlank("order_id"), Sql.isBlank("product_id"));

  private Purchases() {}

  /// @throws InputException if no row has both ids
  static void make(SplitRule rule, Database database) throws InterruptedException {
    number("orders", "order_id", "o", ", " + split(rule, "order_id") + " AS split", database);
    number("product", "product_id", "p", "", database);
    database.execute(
        """
        CREATE TABLE purchase AS
        SELECT o, p, count(*) AS copies
        FROM order_line JOIN orders USING (order_id) JOIN product USING (product_id)
        WHERE %s GROUP BY o, p
        """
            .formatted(COMPLETE));
  }

  /// The name of the split of an order, in SQL: the twin of [SplitRule#of].
  static String split(SplitRule rule, String orderId) {
    String key = "sha256(%s || %s)[1:8]".formatted(Sql.text(rule.seed() + ":"), orderId);
    return "CASE WHEN %1$s < %2$s THEN 'VALIDATION' WHEN %1$s < %3$s THEN 'TEST' ELSE 'TRAIN' END"
        .formatted(key, Sql.text(rule.validationBound()), Sql.text(rule.testBound()));
  }

  private static void number(String table, String id, String number, String more, Database database)
      throws InterruptedException {
    database.execute(
        """
        CREATE TABLE %1$s AS
        SELECT CAST(row_number() OVER (ORDER BY %2$s) AS INTEGER) AS %3$s, %2$s%4$s
        FROM (SELECT DISTINCT %2$s FROM order_line WHERE %5$s)
        """
            .formatted(table, id, number, more, COMPLETE));
  }
}
