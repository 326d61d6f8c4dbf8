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
  public float[] scores(Baskets baskets, int[] products, Crew crew) {
    return RowByRow.scores(baskets, products, crew, (_, product) -> counts[product]);
  }

  @Override
  public int pieceLength() {
    return Math.max(1, counts.length);
  }

  @Override
  public void score(Baskets baskets, Crew crew, Reader reader) {
    RowByRow.score(
        baskets,
        counts.length,
        crew,
        reader,
        (_, row) -> System.arraycopy(counts, 0, row, 0, counts.length));
  }
}
