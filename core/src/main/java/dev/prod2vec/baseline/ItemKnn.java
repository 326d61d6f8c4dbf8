package dev.prod2vec.baseline;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.parallel.Crew;
import java.util.Collections;
import java.util.List;

/// Scores a product `j` by the sum over the basket's products `i` of `c_ij / (c_i^.5 c_j^a)`, with
/// `c` the number of training baskets: item-based nearest neighbours (Sarwar et al. 2001), where a
/// = .5 is the cosine and a smaller exponent favours popular products.
public final class ItemKnn implements Scorer {
  /// The exponents that [#best] chooses from.
  public static final List<Double> EXPONENTS = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);

  private final Cooccurrence cooccurrence;
  private final float[] scales;

  /// @param cooccurrence of the training baskets
  /// @param exponent `a`, 0 or more
  public ItemKnn(Cooccurrence cooccurrence, double exponent) {
    this.cooccurrence = cooccurrence;
    this.scales = new float[cooccurrence.size()];
    for (int product = 0; product < scales.length; product++) {
      int count = cooccurrence.count(product);
      scales[product] = count == 0 ? 0 : (float) Math.pow(count, -exponent);
    }
  }

  /// The best of [#EXPONENTS]; of equal ones the smallest.
  ///
  /// @param qualities of the exponents on validation baskets, in their order, for example hit
  ///   rates; higher is better
  public static double best(List<Double> qualities) {
    return EXPONENTS.get(qualities.indexOf(Collections.max(qualities)));
  }

  @Override
  public ScorerName name() {
    return ScorerName.ITEM_KNN;
  }

  @Override
  public float[] scores(Baskets baskets, int[] products, Crew crew) {
    return RowByRow.scores(
        baskets,
        products,
        crew,
        (basket, product) ->
            CoCount.sum(cooccurrence, baskets, basket, product, ItemKnn::weight) * scales[product]);
  }

  @Override
  public int pieceLength() {
    return Math.max(1, scales.length);
  }

  @Override
  public void score(Baskets baskets, Crew crew, Reader reader) {
    RowByRow.score(
        baskets,
        scales.length,
        crew,
        reader,
        (basket, row) -> {
          CoCount.sum(cooccurrence, baskets, basket, ItemKnn::weight, row);
          for (int j = 0; j < scales.length; j++) {
            row[j] *= scales[j];
          }
        });
  }

  private static double weight(int count) {
    return 1 / Math.sqrt(count);
  }
}
