package dev.prod2vec.report;

import dev.prod2vec.evaluation.Score;
import dev.prod2vec.evaluation.ScorerName;

/// Names and meanings of the scorers, for readers who do not know them.
final class ScorerLabels {
  private ScorerLabels() {}

  static boolean isPopularity(Score score) {
    return score.name() == ScorerName.POPULARITY;
  }

  static String label(Score score) {
    return switch (score.name()) {
      case MODEL -> "Product vectors";
      case POPULARITY -> "Popularity";
      case CO_COUNT -> "Co-count";
      case ITEM_KNN -> "ItemKNN";
    };
  }

  static String meaning(Score score) {
    return switch (score.name()) {
      case MODEL -> "this run's model";
      case POPULARITY -> "names the best sellers to everybody";
      case CO_COUNT -> "counts what was bought together";
      case ITEM_KNN -> "counts too, but discounts best sellers";
    };
  }
}
