package dev.prod2vec.ingest;

import dev.prod2vec.prepared.IngestReport.QuantityCounts;
import java.util.List;

/// How the rows of orders with quantities were used.
///
/// @param bought rows that bought something, also what was given back
/// @param counts the rest
record Settlement(long bought, QuantityCounts counts) {
  /// @param orders with the table `settled`
  static Settlement of(Tables orders) throws InterruptedException {
    List<Long> n = orders.rows(Returns.COUNTS).getFirst().stream().map(Long::valueOf).toList();
    return new Settlement(
        n.get(0), new QuantityCounts(n.get(1), n.get(2), n.get(4), n.get(5), n.get(3)));
  }

  /// Why no purchase remains, where rows have both ids.
  String nothing(String column) {
    return "nothing is bought: of %s rows with an order id and a product id, %s have a quantity of 0 in \"%s\" (%s) and %s a negative one%s\nhint: is it the right column?"
        .formatted(
            rows(),
            counts.emptyRows(),
            Excerpt.of(column),
            OrderQuantity.KEY,
            counts.returnRows(),
            counts.takenBack() == 0
                ? ""
                : "; these take back all of the " + counts.takenBack() + " purchases");
  }

  /// Rows with both ids.
  long rows() {
    return bought + counts.emptyRows() + counts.returnRows();
  }
}
