package dev.prod2vec.cli;

import dev.prod2vec.model.NeighbourRules;
import dev.prod2vec.setting.WrongUseException;
import java.util.List;
import picocli.CommandLine.Option;

/// The flags that say which products a list may hold, for commands to mix in.
final class FilterOptions {
  @Option(
      names = "--same",
      paramLabel = "COLUMN",
      description = "Only products with the same category in this column, for example aisle.")
  private List<String> same = List.of();

  @Option(
      names = "--not",
      paramLabel = "COLUMN",
      description = "Only products with another category in this column.")
  private List<String> not = List.of();

  @Option(
      names = "--within",
      paramLabel = "COLUMN=CATEGORY",
      description =
          "Only products of this category. Repeated with one column: of any of these categories.")
  private List<String> within = List.of();

  @Option(
      names = "--min-orders",
      paramLabel = "N",
      description = "Only products in at least so many training orders.")
  private long minOrders;

  @Option(
      names = "--min-together",
      paramLabel = "N",
      description = "Only products that were bought together in at least so many training orders.")
  private int minTogether;

  @Option(
      names = "--max-lift",
      paramLabel = "X",
      description = "Only products with at most this lift; never bought together is a lift of 0.")
  private double maxLift = Double.POSITIVE_INFINITY;

  /// @throws WrongUseException if a bound is negative
  NeighbourRules rules() {
    require("--min-orders", minOrders);
    require("--min-together", minTogether);
    require("--max-lift", maxLift);
    return new NeighbourRules(same, not, within, minOrders, minTogether, maxLift);
  }

  private static void require(String flag, Number bound) {
    if (!(bound.doubleValue() >= 0)) {
      throw new WrongUseException("%s: must be 0 or more, but is %s".formatted(flag, bound));
    }
  }
}
