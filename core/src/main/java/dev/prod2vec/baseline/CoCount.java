package dev.prod2vec.baseline;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.cooccurrence.CooccurrenceRow;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

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
  public float[] scores(Baskets baskets, int[] products, Crew crew) {
    return RowByRow.scores(
        baskets,
        products,
        crew,
        (basket, product) -> sum(cooccurrence, baskets, basket, product, CoCount::weight));
  }

  @Override
  public int pieceLength() {
    return Math.max(1, cooccurrence.size());
  }

  @Override
  public void score(Baskets baskets, Crew crew, Reader reader) {
    RowByRow.score(
        baskets,
        cooccurrence.size(),
        crew,
        reader,
        (basket, row) -> sum(cooccurrence, baskets, basket, CoCount::weight, row));
  }

  private static double weight(int count) {
    return 1.0 / count;
  }

  /// Writes, for each product, the sum over the basket's products `i` of the number of training
  /// baskets that hold both, times a weight.
  ///
  /// @param weight of `i`, by its number of training baskets
  static void sum(
      Cooccurrence cooccurrence,
      Baskets baskets,
      int basket,
      IntToDoubleFunction weight,
      float[] scores) {
    Arrays.fill(scores, 0f);
    for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
      int product = baskets.products()[at];
      int count = cooccurrence.count(product);
      if (count > 0) {
        add(cooccurrence.row(product), (float) weight.applyAsDouble(count), scores);
      }
    }
  }

  private static void add(CooccurrenceRow row, float weight, float[] scores) {
    int[] products = row.products();
    int[] counts = row.counts();
    for (int i = 0; i < products.length; i++) {
      scores[products[i]] += weight * counts[i];
    }
  }

  /// What [#sum] writes for one product that is not in the basket.
  static float sum(
      Cooccurrence cooccurrence,
      Baskets baskets,
      int basket,
      int product,
      IntToDoubleFunction weight) {
    float sum = 0f;
    for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
      int other = baskets.products()[at];
      int count = cooccurrence.count(other);
      if (count > 0) {
        sum += (float) weight.applyAsDouble(count) * cooccurrence.row(other).count(product);
      }
    }
    return sum;
  }
}
