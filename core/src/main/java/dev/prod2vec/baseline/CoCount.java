package dev.prod2vec.baseline;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.cooccurrence.CooccurrenceRow;
import dev.prod2vec.evaluation.Scorer;
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
  public void score(Baskets baskets, int from, int to, float[] scores) {
    int size = cooccurrence.size();
    Arrays.fill(scores, 0, (to - from) * size, 0f);
    for (int basket = from; basket < to; basket++) {
      for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
        int product = baskets.products()[at];
        if (cooccurrence.count(product) > 0) {
          float weight = 1f / cooccurrence.count(product);
          add(cooccurrence.row(product), weight, scores, (basket - from) * size);
        }
      }
    }
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
