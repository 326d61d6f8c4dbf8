package dev.prod2vec.cli;

import dev.prod2vec.recommend.NeighbourOrder;
import picocli.CommandLine.Option;

/// The flag for the order of a list, for commands to mix in.
final class SortOption {
  @Option(
      names = "--sort",
      paramLabel = "score|lift|together",
      description =
          "Order of the list, highest first. The products in it are always the best by score that"
              + " pass the filters. Default: score.")
  private NeighbourOrder order = NeighbourOrder.SCORE;

  NeighbourOrder order() {
    return order;
  }
}
