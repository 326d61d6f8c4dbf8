package dev.prod2vec.baseline;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.parallel.Crew;

/// Scores a product by its number of training baskets, whatever the basket holds. A model has to
/// beat at least this.
public final class Popularity implements Scorer {
  private final float[] counts;

  /// @param cooccurrence of the training baskets
  public Popularity(Cooccurrence cooccurrence) {
    counts = new float[cooccurrence.size()];
    for (int product = 0; product < counts.length; product++) {
      counts[product] = cooccurrence.count(product);
    }
  }

  @Override
  public ScorerName name() {
    return ScorerName.POPULARITY;
  }

  @Override
  public void score(Baskets baskets, int from, int to, Crew crew, float[] scores) {
    for (int row = 0; row < to - from; row++) {
      System.arraycopy(counts, 0, scores, row * counts.length, counts.length);
    }
  }
}
