package dev.prod2vec.baseline;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.cooccurrence.CooccurrenceRow;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Scores a product `j` by the sum over the basket's products `i` of P(j | i), the share of the
/// training baskets with `i` that also hold `j`.
public final class CoCount implements Scorer {
  private final Cooccurrence cooccurrence;

  /// @param cooccurrence of the training baskets
  public CoCount(Cooccurrence cooccurrence) {
    this.cooccurrence = cooccurrence;
  }

  @Override
  public ScorerName name() {
    return ScorerName.CO_COUNT;
  }

  @Override
  public void score(Baskets baskets, int from, int to, Crew crew, float[] scores) {
    int size = cooccurrence.size();
    crew.forEach(
        to - from,
        row -> sum(cooccurrence, baskets, from + row, count -> 1 / count, scores, row * size));
  }

  /// Writes, for each product, the sum over the basket's products `i` of the number of training
  /// baskets that hold both, times a weight.
  ///
  /// @param weight of `i`, by its number of training baskets
  static void sum(
      Cooccurrence cooccurrence,
      Baskets baskets,
      int basket,
      DoubleUnaryOperator weight,
      float[] scores,
      int start) {
    Arrays.fill(scores, start, start + cooccurrence.size(), 0f);
    for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
      int product = baskets.products()[at];
      int count = cooccurrence.count(product);
      if (count > 0) {
        add(cooccurrence.row(product), (float) weight.applyAsDouble(count), scores, start);
      }
    }
  }

  private static void add(CooccurrenceRow row, float weight, float[] scores, int start) {
    int[] products = row.products();
    int[] counts = row.counts();
    for (int i = 0; i < products.length; i++) {
      scores[start + products[i]] += weight * counts[i];
    }
  }
}
