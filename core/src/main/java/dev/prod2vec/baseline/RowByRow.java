package dev.prod2vec.baseline;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.parallel.Crew;

/// How baselines score: basket by basket, all products of each at once.
final class RowByRow {
  /// Baskets that a thread scores with the same array.
  private static final int PART = 64;

  private RowByRow() {}

  /// Writes the scores of all products for one basket.
  interface Row {
    void write(int basket, float[] scores);
  }

  /// The score of one product for one basket.
  interface Single {
    float score(int basket, int product);
  }

  static void score(Baskets baskets, int products, Crew crew, Scorer.Reader reader, Row row) {
    crew.forEach(
        Math.ceilDiv(baskets.size(), PART),
        part -> {
          float[] scores = new float[products];
          int end = Math.min(baskets.size(), (part + 1) * PART);
          for (int basket = part * PART; basket < end; basket++) {
            row.write(basket, scores);
            reader.read(basket, 0, products, scores, 0);
          }
        });
  }

  /// @param products one per basket
  static float[] scores(Baskets baskets, int[] products, Crew crew, Single single) {
    float[] scores = new float[products.length];
    crew.forEach(
        Math.ceilDiv(baskets.size(), PART),
        part -> {
          int end = Math.min(baskets.size(), (part + 1) * PART);
          for (int basket = part * PART; basket < end; basket++) {
            scores[basket] = single.score(basket, products[basket]);
          }
        });
    return scores;
  }
}
