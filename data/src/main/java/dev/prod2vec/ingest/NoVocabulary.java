package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport.RowCounts;
import dev.prod2vec.text.HumanNumbers;
import java.util.List;
import java.util.Map;

/// Explains why no product is in enough orders.
final class NoVocabulary {
  private NoVocabulary() {}

  static String message(
      OrdersConfig orders,
      BasketsConfig baskets,
      RowCounts rows,
      Map<FindingKind, Finding> found,
      Tables purchases,
      Database database)
      throws InterruptedException {
    List<String> largest =
        purchases
            .rows(
                """
                SELECT order_id, count(*) AS products FROM bought GROUP BY order_id
                ORDER BY products DESC, order_id LIMIT 1\
                """)
            .getFirst();
    long count = purchases.number("SELECT count(*) FROM orders");
    return "no product is in %s or more training orders (baskets.min-count); the most frequent is in %s\n%s and %s were read from %s; the largest order, %s, has %s\nhint: %s"
        .formatted(
            baskets.minCount(),
            database.number("SELECT max(count) FROM counted"),
            HumanNumbers.count(count, "order"),
            HumanNumbers.count(database.number("SELECT count(*) FROM product"), "product"),
            HumanNumbers.count(rows.read() - rows.filtered(), "row"),
            Excerpt.value(largest.get(0)),
            HumanNumbers.count(Long.parseLong(largest.get(1)), "product"),
            hint(orders, count, rows, found));
  }

  private static String hint(
      OrdersConfig orders, long count, RowCounts rows, Map<FindingKind, Finding> found) {
    Finding lists = found.get(FindingKind.LIST_IN_FIELD);
    if (lists != null && lists.count() > 0) {
      return "product ids look like lists, for example %s; orders.product-list says how they are written"
          .formatted(Excerpt.value(lists.examples().getFirst().getFirst()));
    }
    if (orders.format() == OrdersFormat.BASKETS) {
      return rows.purchases() <= 1.1 * count
          ? "most lines hold a single product: is orders.separator right? It is \"%s\""
              .formatted(orders.separator())
          : "with few orders, a lower baskets.min-count keeps more products";
    }
    if (count * 50 <= rows.read() - rows.filtered()) {
      return "is orders.order-column right? It is \"%s\"".formatted(named(orders));
    }
    return rows.purchases() <= 1.1 * count
        ? "nearly every order has a single row: are orders.order-column (\"%s\") and orders.product-column (\"%s\") right?"
            .formatted(named(orders), orders.productColumn())
        : "is orders.product-column right? It is \"%s\". With few orders, a lower baskets.min-count keeps more products"
            .formatted(orders.productColumn());
  }

  private static String named(OrdersConfig orders) {
    return String.join(", ", orders.orderColumn());
  }
}
