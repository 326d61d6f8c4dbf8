package dev.prod2vec.quality;

import static dev.prod2vec.quality.Measured.atLeast;
import static dev.prod2vec.quality.Measured.none;
import static dev.prod2vec.quality.Severity.ERROR;
import static dev.prod2vec.text.HumanNumbers.count;

import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.Column;
import java.util.List;
import java.util.Optional;

/// Rules of how much there is to learn from and to judge by.
final class AmountRules {
  static final List<Rule<Shop>> ALL =
      List.of(
          new Rule<>("enough-orders", "Are there enough orders?", ERROR, AmountRules::orders),
          new Rule<>(
              "enough-products",
              "Are there enough products?",
              ERROR,
              (shop, bounds) ->
                  atLeast(
                      bounds.minProducts(),
                      shop.ingest().products().vocabulary(),
                      "products in the vocabulary")),
          new Rule<>(
              "enough-training-baskets",
              "Are there enough baskets to learn from?",
              ERROR,
              (shop, bounds) ->
                  atLeast(
                      bounds.minTrainingBaskets(),
                      shop.files().baskets(PreparedBaskets.TRAIN, 2),
                      "training baskets with two products or more")),
          new Rule<>(
              "enough-test-baskets",
              "Are there enough baskets to judge the vectors by?",
              ERROR,
              (shop, bounds) ->
                  atLeast(
                      bounds.minTestBaskets(),
                      shop.files().baskets(PreparedBaskets.TEST, 2),
                      "test baskets with two products or more")),
          new Rule<>(
              "leakage",
              "Is every order in one of training, validation and test alone?",
              ERROR,
              (shop, _) ->
                  none(shop.files().ordersInTwoSplits(), "orders in two of them")
                      .with(
                          new Examples(
                              List.of("order_id", "files"),
                              shop.files().ordersInTwoSplits(Examples.MOST)))));

  private AmountRules() {}

  private static Measured orders(Shop shop, QualityConfig bounds) {
    IngestReport ingest = shop.ingest();
    Measured measured =
        atLeast(
            bounds.minOrders(),
            ingest.baskets().orders() - ingest.baskets().empty(),
            "orders with a product in the vocabulary");
    return measured.passed()
        ? measured
        : measured.andObserved(ofRows(ingest)).withAdvice(columnAdvice(ingest));
  }

  /// How many rows the orders were read from, and by which column.
  private static String ofRows(IngestReport ingest) {
    return "; %s rows became %s orders%s, the largest with %s products"
        .formatted(
            count(ingest.rows().read() - ingest.rows().filtered()),
            count(ingest.baskets().orders()),
            orderColumn(ingest).map(" by the column \"%s\""::formatted).orElse(""),
            count(ingest.baskets().largest()));
  }

  private static String columnAdvice(IngestReport ingest) {
    long kept = ingest.rows().read() - ingest.rows().filtered();
    boolean few = ingest.baskets().orders() * 50 <= kept;
    return few && orderColumn(ingest).isPresent() ? "Is orders.order-column right?" : "";
  }

  private static Optional<String> orderColumn(IngestReport ingest) {
    return ingest.inputs().stream()
        .flatMap(input -> input.columns().stream())
        .filter(column -> column.use().contains("order id"))
        .map(Column::name)
        .findFirst();
  }
}
