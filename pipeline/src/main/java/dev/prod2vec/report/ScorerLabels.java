package dev.prod2vec.report;

import dev.prod2vec.evaluation.Score;

/// What the scorers are called and do, for those who do not know their names.
final class ScorerLabels {
  private ScorerLabels() {}

  static boolean isPopularity(Score score) {
    return score.name().equals("popularity");
  }

  static String label(Score score) {
    return switch (score.name()) {
      case "model" -> "Product vectors";
      case "popularity" -> "Popularity";
      case "co-count" -> "Co-count";
      case "item-knn" -> "ItemKNN";
      default -> score.name();
    };
  }

  static String meaning(Score score) {
    return switch (score.name()) {
      case "model" -> "this run's model";
      case "popularity" -> "names the best sellers to everybody";
      case "co-count" -> "counts what was bought together";
      case "item-knn" -> "counts too, but discounts best sellers";
      default -> "";
    };
  }
}
