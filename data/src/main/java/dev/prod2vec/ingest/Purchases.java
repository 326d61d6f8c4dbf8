package dev.prod2vec.ingest;

import dev.prod2vec.basket.SplitRule;
import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.ReturnsBy;
import dev.prod2vec.prepared.SplitBy;

/// Numbers orders and products, so that all later steps work on integers: makes the tables
/// `orders(o, order_id, split, time)`, `product(p, product_id)`, both numbered by their ids as
/// text, and `purchase(o, p, copies, quantity)`, one row per order and product, with a quantity in
/// thousandths if rows have some; then also the view `settled` of [OrderTables]. Reads what
/// [Spellings] made.
final class Purchases {
  private Purchases() {}

  static void make(BasketsConfig config, OrderSource source, Database database)
      throws InterruptedException {
    boolean perFile = source.config().orderIdsPerFile();
    boolean timed = source.isTimed();
    boolean complete = isComplete(database);
    if (source.isQuantified()) {
      settle(source.config().returns(), perFile, complete, database);
      orders(config, timed, database);
      database.execute(
          """
          CREATE TABLE purchase AS
          SELECT orders.o AS o, product.p AS p, copies, remaining AS quantity
          FROM settlement
          JOIN row_order ON settlement.o = row_order.o JOIN orders USING (order_id)
          JOIN row_product ON settlement.p = row_product.p JOIN product USING (product_id)
          WHERE remaining > 0
          """);
      return;
    }
    number("numbered(o, order_id)", ids(Spellings.ORDERS, "o", complete), database);
    number("product(p, product_id)", ids(Spellings.PRODUCTS, "p", complete), database);
    if (timed) {
      database.execute(
          """
          CREATE TABLE order_time AS
          SELECT o, order_id, time FROM numbered LEFT JOIN (
            SELECT id AS order_id, min(time) AS time
            FROM order_line JOIN order_spelling
            ON order_id = written%s
            WHERE kept%s GROUP BY id)
          USING (order_id)
          """
              .formatted(
                  perFile ? " AND order_spelling.file = order_line.file" : "",
                  complete
                      ? ""
                      : " AND product_id IN (SELECT written FROM product_spelling WHERE id IS NOT NULL)"));
    }
    orders(config, timed, database);
    database.execute(
        "CREATE TABLE purchase AS SELECT o, p, count(*) AS copies, NULL::BIGINT AS quantity %s GROUP BY o, p"
            .formatted(rows("orders", "product", perFile)));
  }

  /// Whether no row lacks an id.
  private static boolean isComplete(Database database) throws InterruptedException {
    return database.number(
            """
            SELECT count(*) FROM (
              SELECT id FROM order_spelling WHERE id IS NULL
              UNION ALL SELECT id FROM product_spelling WHERE id IS NULL)\
            """)
        == 0;
  }

  /// The rows that have both ids, as the text from `FROM` on.
  ///
  /// @param orders table with `o` and `order_id`
  /// @param products table with `p` and `product_id`
  private static String rows(String orders, String products, boolean perFile) {
    return """
    FROM order_line
    JOIN (
      SELECT written, file AS of_file, o
      FROM order_spelling JOIN %1$s ON id = order_id) AS orders
    ON order_line.order_id = orders.written%3$s
    JOIN (
      SELECT written, p FROM product_spelling JOIN %2$s ON id = product_id) AS product
    ON order_line.product_id = product.written
    WHERE kept\
    """
        .formatted(orders, products, perFile ? " AND of_file = order_line.file" : "");
  }

  /// Takes purchases back that were returned, and numbers the orders and products of those that
  /// remain. An order has the time of its first purchase.
  private static void settle(ReturnsBy by, boolean perFile, boolean complete, Database database)
      throws InterruptedException {
    number("row_order(o, order_id)", ids(Spellings.ORDERS, "o", complete), database);
    number("row_product(p, product_id)", ids(Spellings.PRODUCTS, "p", complete), database);
    database.execute(
        """
        CREATE TABLE settlement AS
        %1$s;
        CREATE TEMP VIEW settled AS
        SELECT settlement.*, order_id, product_id
        FROM settlement JOIN row_order USING (o) JOIN row_product USING (p)
        """
            .formatted(
                Returns.settled(
                    by,
                    "o",
                    "p",
                    """
                    (SELECT o, p, %s
                    FROM (SELECT o, p, %s, time, customer %s) GROUP BY o, p)\
                    """
                        .formatted(
                            Returns.SUMS,
                            Returns.QUANTITY,
                            rows("row_order", "row_product", perFile)))));
    String kept = "SELECT DISTINCT %s AS id FROM settled WHERE remaining > 0";
    number("numbered(o, order_id)", kept.formatted("order_id"), database);
    number("product(p, product_id)", kept.formatted("product_id"), database);
    database.execute(
        """
        CREATE TEMP VIEW order_time AS
        SELECT numbered.o AS o, order_id, time FROM numbered JOIN (
          SELECT order_id, min(time) AS time FROM settled WHERE remaining > 0 GROUP BY order_id)
        USING (order_id)
        """);
  }

  private static void orders(BasketsConfig config, boolean timed, Database database)
      throws InterruptedException {
    String split =
        config.split() == SplitBy.TIME
            ? TimeSplit.of(config, new DuckDbTables(database)).sql()
            : split(config.splitRule(), "order_id");
    database.execute(
        "CREATE TABLE orders AS SELECT o, order_id, %s AS split, %s FROM %s"
            .formatted(
                split, timed ? "time" : "NULL::BIGINT AS time", timed ? "order_time" : "numbered"));
  }

  /// The name of the split of an order, in SQL: the twin of [SplitRule#of].
  static String split(SplitRule rule, String orderId) {
    String key = "sha256(%s || %s)[1:8]".formatted(Sql.text(rule.seed() + ":"), orderId);
    return "CASE WHEN %1$s < %2$s THEN 'VALIDATION' WHEN %1$s < %3$s THEN 'TEST' ELSE 'TRAIN' END"
        .formatted(key, Sql.text(rule.validationBound()), Sql.text(rule.testBound()));
  }

  /// @param complete whether no row lacks an id; if not, ids that only such rows have are left out
  private static String ids(String spelling, String alias, boolean complete) {
    return complete
        ? "SELECT DISTINCT id FROM " + spelling
        : "SELECT DISTINCT %s.id FROM %s WHERE kept AND o.id IS NOT NULL AND p.id IS NOT NULL"
            .formatted(alias, Spellings.ROWS);
  }

  private static void number(String table, String ids, Database database)
      throws InterruptedException {
    database.execute(
        """
        CREATE TABLE %1$s AS
        SELECT CAST(row_number() OVER (ORDER BY id) AS INTEGER), id FROM (%2$s)
        """
            .formatted(table, ids));
  }
}
