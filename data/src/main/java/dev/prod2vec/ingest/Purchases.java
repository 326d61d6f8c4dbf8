package dev.prod2vec.ingest;

import dev.prod2vec.basket.SplitRule;
import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.SplitBy;

/// Numbers orders and products, so that all later steps work on integers: makes the tables
/// `orders(o, order_id, split, time)`, `product(p, product_id)`, both numbered by their ids as
/// text, and `purchase(o, p, copies)`, one row per order and product. Reads what [Spellings] made.
final class Purchases {
  private Purchases() {}

  /// @param perFile whether the file is part of an order's id
  /// @param timed whether orders have times
  static void make(BasketsConfig config, boolean perFile, boolean timed, Database database)
      throws InterruptedException {
    boolean complete =
        database.number(
                """
                SELECT count(*) FROM (
                  SELECT id FROM order_spelling WHERE id IS NULL
                  UNION ALL SELECT id FROM product_spelling WHERE id IS NULL)\
                """)
            == 0;
    number("numbered(o, order_id)", Spellings.ORDERS, "o", complete, database);
    number("product(p, product_id)", Spellings.PRODUCTS, "p", complete, database);
    orders(config, perFile, timed, database);
    database.execute(
        """
        CREATE TABLE purchase AS
        SELECT o, p, count(*) AS copies
        FROM order_line
        JOIN (
          SELECT written, file AS of_file, o
          FROM order_spelling JOIN orders ON id = order_id) AS orders
        ON order_line.order_id = orders.written%s
        JOIN (
          SELECT written, p FROM product_spelling JOIN product ON id = product_id) AS product
        ON order_line.product_id = product.written
        WHERE kept GROUP BY o, p
        """
            .formatted(perFile ? " AND of_file = order_line.file" : ""));
  }

  /// An order is of the time of its earliest row.
  private static void orders(
      BasketsConfig config, boolean perFile, boolean timed, Database database)
      throws InterruptedException {
    if (timed) {
      database.execute(
          """
          CREATE TABLE order_time AS
          SELECT o, order_id, time FROM numbered LEFT JOIN (
            SELECT id AS order_id, min(time) AS time
            FROM order_line JOIN order_spelling
            ON order_id = written%s
            WHERE kept GROUP BY id)
          USING (order_id)
          """
              .formatted(perFile ? " AND order_spelling.file = order_line.file" : ""));
    }
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
  private static void number(
      String table, String spelling, String alias, boolean complete, Database database)
      throws InterruptedException {
    String ids =
        complete
            ? "SELECT DISTINCT id FROM " + spelling
            : "SELECT DISTINCT %s.id FROM %s WHERE kept AND o.id IS NOT NULL AND p.id IS NOT NULL"
                .formatted(alias, Spellings.ROWS);
    database.execute(
        """
        CREATE TABLE %1$s AS
        SELECT CAST(row_number() OVER (ORDER BY id) AS INTEGER), id FROM (%2$s)
        """
            .formatted(table, ids));
  }
}
