package dev.prod2vec.baseline;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.cooccurrence.CooccurrenceRow;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// Scores a product `j` by the sum over the basket's products `i` of P(j | i), the share of the
/// training baskets with `i` that also hold `j`.
public final class CoCount implements Scorer {
  private final Cooccurrence cooccurrence;

  /// @param cooccurrence of the training baskets
  public CoCount(Cooccurrence cooccurrence) {
    this.cooccurrence = cooccurrence;
  }

  @Override
  public String name() {
    return "co-count";
  }

  @Override
  public void score(Baskets baskets, int from, int to, Crew crew, float[] scores) {
    int size = cooccurrence.size();
    crew.forEach(
        to - from,
        row -> {
          int start = row * size;
          Arrays.fill(scores, start, start + size, 0f);
          for (int at = baskets.start(from + row); at < baskets.end(from + row); at++) {
            int product = baskets.products()[at];
            if (cooccurrence.count(product) > 0) {
              float weight = 1f / cooccurrence.count(product);
              add(cooccurrence.row(product), weight, scores, start);
            }
          }
        });
  }

  /// Adds `weight` times each count of a row.
  static void add(CooccurrenceRow row, float weight, float[] scores, int start) {
    int[] products = row.products();
    int[] counts = row.counts();
    for (int i = 0; i < products.length; i++) {
      scores[start + products[i]] += weight * counts[i];
    }
  }
}
