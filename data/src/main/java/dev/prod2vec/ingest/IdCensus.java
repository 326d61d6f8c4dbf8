package dev.prod2vec.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// Counts all traits of ids at once, so that ids and rows are asked again only where there is
/// something to find.
record IdCensus(List<Kind> kinds) {
  private static final String ORDERS = "order id";
  private static final String PRODUCTS = "product id";

  /// Distinct ids of one kind.
  ///
  /// @param idOf `order id`, `product id` or `product table`
  /// @param missingRows rows without one
  /// @param nul those with a NUL byte
  record Kind(
      String idOf,
      long ids,
      long missing,
      long missingRows,
      long changed,
      long nullLike,
      long negative,
      long longNumbers,
      long scientific,
      long nul) {}

  /// @param orders the tables of [OrderTables]
  static IdCensus of(Tables orders) throws InterruptedException {
    List<Kind> kinds = new ArrayList<>();
    for (List<String> row :
        orders.rows(
            """
            SELECT id_of, count(*) AS ids, count(*) FILTER (WHERE id IS NULL) AS missing,
              coalesce(sum(rows) FILTER (WHERE id IS NULL), 0) AS missing_rows,
              count(*) FILTER (WHERE used <> written) AS changed,
              count(*) FILTER (WHERE null_like) AS null_like,
              count(*) FILTER (WHERE used LIKE '-%') AS negative,
              count(*) FILTER (WHERE long_number) AS long_numbers,
              count(*) FILTER (WHERE scientific) AS scientific,
              count(*) FILTER (WHERE contains(written, chr(0))) AS nul
            FROM spelling GROUP BY id_of ORDER BY id_of\
            """)) {
      long[] n = row.stream().skip(1).mapToLong(Long::parseLong).toArray();
      kinds.add(new Kind(row.getFirst(), n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]));
    }
    return new IdCensus(kinds);
  }

  private static boolean isOfRows(Kind kind) {
    return kind.idOf().equals(ORDERS) || kind.idOf().equals(PRODUCTS);
  }

  private long sum(Predicate<Kind> which, ToLongFunction<Kind> what) {
    return kinds.stream().filter(which).mapToLong(what).sum();
  }

  /// Rows without an order id.
  long rowsWithoutOrder() {
    return sum(kind -> kind.idOf().equals(ORDERS), Kind::missingRows);
  }

  /// Rows without a product id.
  long rowsWithoutProduct() {
    return sum(kind -> kind.idOf().equals(PRODUCTS), Kind::missingRows);
  }

  /// Distinct order ids, as they are written.
  long orders() {
    return sum(kind -> kind.idOf().equals(ORDERS), Kind::ids);
  }

  /// Distinct texts of orders and products that are no id.
  long missing() {
    return sum(IdCensus::isOfRows, Kind::missing);
  }

  /// The same with those of the product table.
  long missingAnywhere() {
    return sum(_ -> true, Kind::missing);
  }

  long changed() {
    return sum(IdCensus::isOfRows, Kind::changed);
  }

  long nullLikeOrNegative() {
    return sum(IdCensus::isOfRows, kind -> kind.nullLike() + kind.negative());
  }

  /// Most long numbers of one kind of ids.
  long longNumbers() {
    return kinds.stream().mapToLong(Kind::longNumbers).max().orElse(0);
  }

  long scientific() {
    return sum(_ -> true, Kind::scientific);
  }

  /// Order ids with a NUL byte.
  long nulOrders() {
    return sum(kind -> kind.idOf().equals(ORDERS), Kind::nul);
  }
}
