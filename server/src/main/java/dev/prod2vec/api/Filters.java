package dev.prod2vec.api;

import dev.prod2vec.model.NeighbourRules;
import java.util.List;
import java.util.Optional;

/// The parameters that say which products a list may hold, as the flags of the command line do.
final class Filters {
  private static final int MOST_RULES = 20;

  static final Parameter.Texts SAME =
      new Parameter.Texts(
          "same",
          "Only products with the same category in this column, for example aisle.",
          MOST_RULES);
  static final Parameter.Texts NOT =
      new Parameter.Texts("not", "Only products with another category in this column.", MOST_RULES);
  static final Parameter.Texts WITHIN =
      new Parameter.Texts(
          "within",
          "Only products of this category, as COLUMN=CATEGORY. Repeated with one column: of any of"
              + " these categories.",
          MOST_RULES);
  static final Parameter.Whole MIN_ORDERS =
      new Parameter.Whole(
          "min_orders",
          "Only products in at least so many training orders.",
          0,
          Integer.MAX_VALUE,
          0);
  static final Parameter.Whole MIN_TOGETHER =
      new Parameter.Whole(
          "min_together",
          "Only products that were bought together in at least so many training orders.",
          0,
          Integer.MAX_VALUE,
          0);
  static final Parameter.Decimal MAX_LIFT =
      new Parameter.Decimal(
          "max_lift",
          "Only products with at most this lift; never bought together is a lift of 0.",
          Double.POSITIVE_INFINITY);

  static final List<Parameter> ALL = List.of(SAME, NOT, WITHIN, MIN_ORDERS, MIN_TOGETHER, MAX_LIFT);

  private Filters() {}

  static NeighbourRules of(Request request) {
    return new NeighbourRules(
        request.texts(SAME),
        request.texts(NOT),
        request.texts(WITHIN),
        request.whole(MIN_ORDERS),
        request.whole(MIN_TOGETHER),
        request.decimal(MAX_LIFT));
  }

  static NeighbourRules of(CompletionRequest request) {
    return new NeighbourRules(
        texts(SAME, request.same()),
        texts(NOT, request.not()),
        texts(WITHIN, request.within()),
        Request.within(MIN_ORDERS, request.minOrders().orElse(MIN_ORDERS.standard())),
        Request.within(MIN_TOGETHER, request.minTogether().orElse(MIN_TOGETHER.standard())),
        Request.notNegative(
            MAX_LIFT,
            request.maxLift().orElse(MAX_LIFT.standard()),
            request.maxLift().map(Object::toString).orElse("")));
  }

  private static List<String> texts(Parameter.Texts parameter, Optional<List<String>> given) {
    List<String> texts = given.orElse(List.of());
    if (texts.size() > parameter.most()) {
      throw new RefusedException(
          400,
          "%s has %s entries; allowed are %s"
              .formatted(parameter.name(), texts.size(), parameter.most()));
    }
    return texts;
  }
}
