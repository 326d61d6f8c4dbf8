package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.BasketsConfig;

/// Builds baskets: makes `sized(o, products)`, the known products of each order, and
/// `basket(order_id, split, products, date, quantities)` with the rows of the three files, by order
/// id; the date of an order without a time is null, and so are quantities that are not known.
final class BasketTable {
  private static final int ORDERS_AT_ONCE = 50_000;

  private BasketTable() {}

  static void make(BasketsConfig config, Database database) throws InterruptedException {
    boolean quantified = database.number("SELECT count(quantity) FROM (FROM purchase LIMIT 1)") > 0;
    String quantities =
        quantified ? "list(%s ORDER BY index)".formatted(Returns.DECIMAL) : "NULL::DOUBLE[]";
    database.execute(
        """
        CREATE TABLE known AS
        SELECT o, p, index, quantity
        FROM purchase JOIN vocabulary USING (p) ORDER BY o, index;
        CREATE TABLE sized AS SELECT o, count(*) AS products FROM known GROUP BY o;
        CREATE TABLE part AS
        SELECT o, index,
          ((row_number() OVER (PARTITION BY o ORDER BY sha256(%1$s || order_id || ':' || product_id), p) - 1)
            * ((products + %2$s - 1) // %2$s)) // products AS part
        FROM known JOIN sized USING (o) JOIN orders USING (o) JOIN product USING (p)
        WHERE products > %2$s;
        CREATE TABLE basket (
          order_id VARCHAR, split VARCHAR, products INTEGER[], date DATE, quantities DOUBLE[])
        """
            .formatted(Sql.text(config.splitSeed() + ":"), config.maxBasketSize()));
    long orders = database.number("SELECT count(*) FROM orders");
    // Lists are built in memory, so only some orders come at once. This also gives the baskets by
    // order id without sorting them.
    for (long from = 1; from <= orders; from += ORDERS_AT_ONCE) {
      database.execute(
          """
          INSERT INTO basket
          SELECT order_id, split, products,
            DATE '1970-01-01' + %3$s, quantities
          FROM (
            SELECT o, coalesce(part, 0) AS part, list(index ORDER BY index) AS products,
              %4$s AS quantities
            FROM (SELECT o, index, quantity FROM known WHERE o BETWEEN %1$s AND %2$s)
            LEFT JOIN (SELECT o, index, part FROM part WHERE o BETWEEN %1$s AND %2$s)
            USING (o, index)
            GROUP BY o, part)
          JOIN (SELECT * FROM orders WHERE o BETWEEN %1$s AND %2$s) USING (o)
          ORDER BY o, part
          """
              .formatted(from, from + ORDERS_AT_ONCE - 1, TimeSplit.DAY, quantities));
    }
  }
}
