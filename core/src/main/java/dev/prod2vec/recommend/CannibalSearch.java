package dev.prod2vec.recommend;

import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.cooccurrence.CooccurrenceRow;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// Scores cannibals: products that could stand for a product and are bought with it less often than
/// by chance, so that each takes sales from the other. The score is
///
///     similarity * (1 - (c_ij + 2) / (e_ij + 2))
///
/// with the similarity of [SubstituteSearch], c_ij baskets that hold both, and e_ij = c_i c_j / N
/// that chance would give. The second factor is the share of the baskets by chance that is missing;
/// the 2 keeps the few from counting much. A candidate has a similarity of at least [#SIMILAR], and
/// so few baskets that chance alone gives as few to less than [#LUCK] of all pairs (by Poisson's
/// law). So never together says nothing where chance gives fewer than 4.6 baskets.
///
/// Of Instacart's products, 238 have a cannibal; .74 of these are in the product's own aisle. What
/// other bounds gave is in decision 35.
final class CannibalSearch implements NeighbourSearch {
  private static final double LUCK = 0.01;

  /// By the normal law, a number is so many standard deviations below its mean with the probability
  /// [#LUCK].
  private static final double LUCK_DEVIATIONS = 2.326;

  private static final double MANY = 100;

  private static final float SIMILAR = 0.4f;

  private static final double UNCERTAIN_COUNT = 2;

  private static final Kernel KERNEL = Kernel.best();

  private final int candidates;
  private final Matrix similarity;
  private final Cooccurrence cooccurrence;

  /// @param similarity one row per product, of length 1 at most
  /// @param candidates number of products, the first ones, that lists may hold
  CannibalSearch(Matrix similarity, int candidates, Cooccurrence cooccurrence) {
    this.candidates = candidates;
    this.similarity = similarity;
    this.cooccurrence = cooccurrence;
  }

  @Override
  public int size() {
    return candidates;
  }

  @Override
  public void search(int[] products, TopList[] lists) {
    for (int i = 0; i < lists.length; i++) {
      search(products[i], lists[i]);
    }
  }

  private void search(int product, TopList list) {
    float[] unit = new float[similarity.stride()];
    similarity.unitRow(product, unit, 0);
    CooccurrenceRow row = cooccurrence.row(product);
    double share = (double) cooccurrence.count(product) / Math.max(1, cooccurrence.baskets());
    for (int other = 0; other < size(); other++) {
      double chance = share * cooccurrence.count(other);
      int together = row.count(other);
      if (other == product || isLuck(together, chance)) {
        continue;
      }
      double missing = 1 - (together + UNCERTAIN_COUNT) / (chance + UNCERTAIN_COUNT);
      // No similarity is more than 1.
      if (!(missing * (1 + 1e-4) < list.threshold())) {
        float similar =
            KERNEL.dot(
                unit, 0, similarity.values(), other * similarity.stride(), similarity.stride());
        if (similar >= SIMILAR) {
          list.offer(other, (float) (similar * missing));
        }
      }
    }
  }

  /// Whether chance gives so few baskets or fewer to [#LUCK] of all pairs or more: whether a number
  /// by Poisson's law with the mean `chance` is `together` or less with that probability. The law
  /// is nearly the normal one where many are expected.
  private static boolean isLuck(int together, double chance) {
    if (chance > MANY) {
      return together + 0.5 > chance - LUCK_DEVIATIONS * Math.sqrt(chance);
    } else if (together >= chance) {
      return true;
    }
    double term = StrictMath.exp(-chance);
    double sum = term;
    for (int n = 1; n <= together && sum < LUCK; n++) {
      term *= chance / n;
      sum += term;
    }
    return sum >= LUCK;
  }
}
