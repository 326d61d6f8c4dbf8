package dev.prod2vec.evaluation;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.parallel.Crew;

/// Scores products as the one missing from a basket; higher is better. Implementations are safe to
/// share between threads. They give the same score for the same basket and product, whichever
/// baskets come with it and however many threads share the work. The scores of all products for
/// many baskets are never held at once: they are read piece by piece. Baskets have one product or
/// more each.
public interface Scorer {
  /// Its name in the table of scores.
  ScorerName name();

  /// The power of a score that the product's probability is in proportion to, if scores are above 0
  /// and say how probable products are.
  default int power() {
    return 1;
  }

  /// The score of one product for each basket.
  ///
  /// @param products one per basket
  /// @param crew shares the work
  float[] scores(Baskets baskets, int[] products, Crew crew);

  /// Number of neighbouring products in a piece; the last piece has the rest.
  int pieceLength();

  /// Gives the scores of all products to a reader. Many baskets come in one call, so that work on
  /// products they share is done once.
  ///
  /// @param crew shares the work
  void score(Baskets baskets, Crew crew, Reader reader);

  /// Reads scores. Called by several threads at once, also for the same basket.
  interface Reader {
    /// Whether the next pieces of a basket are read. Once false, it stays so; pieces may still
    /// come.
    boolean wants(int basket);

    /// The least score of a basket that is still worth reading; negative infinity: any. It never
    /// falls. A piece without a better score may be left out.
    default float least(int basket) {
      return Float.NEGATIVE_INFINITY;
    }

    /// Reads one piece: every piece of a wanted basket comes at most once, in any order.
    ///
    /// @param first the piece's first product
    /// @param scores of one basket, for `count` products from `first` on; the reader may overwrite
    ///   them
    /// @param start where these begin in `scores`
    void read(int basket, int first, int count, float[] scores, int start);
  }
}
