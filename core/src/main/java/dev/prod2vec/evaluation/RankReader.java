package dev.prod2vec.evaluation;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Finds the rank of one product in each basket: 1 + the products with a higher score + those with
/// the same score and a lower index. The basket's own products are skipped. A score that is not a
/// number ranks below all others. It only counts, so the order of the pieces does not matter.
final class RankReader implements Scorer.Reader {
  private static final Kernel KERNEL = Kernel.best();

  private final Baskets baskets;
  private final int[] targets;
  private final float[] targetScores;
  private final int most;

  /// Products before the target, in each basket's ranking.
  private final AtomicIntegerArray before;

  /// @param targets the product of each basket whose rank is asked for
  /// @param targetScores their scores
  /// @param most the highest rank that is asked for: a basket is not read on when its rank is known
  ///   to be above
  RankReader(Baskets baskets, int[] targets, float[] targetScores, int most) {
    this.baskets = baskets;
    this.targets = targets;
    this.targetScores = targetScores;
    this.most = most;
    this.before = new AtomicIntegerArray(targets.length);
  }

  @Override
  public boolean wants(int basket) {
    return before.get(basket) < most;
  }

  @Override
  public void read(int basket, int first, int count, float[] scores, int start) {
    for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
      int own = baskets.products()[at] - first;
      if (own >= 0 && own < count) {
        scores[start + own] = Float.NaN;
      }
    }
    float score = targetScores[basket];
    int lower = Math.clamp(targets[basket] - first, 0, count);
    // The target itself is neither below its index nor above it.
    int upper = Math.clamp(targets[basket] - first + 1L, 0, count);
    int better;
    if (Float.isNaN(score)) {
      better = lower + numbers(scores, start + upper, count - upper);
    } else {
      better =
          notBelow(scores, start, lower, score)
              + KERNEL.countAbove(scores, start + upper, count - upper, score);
    }
    if (better > 0) {
      before.addAndGet(basket, better);
    }
  }

  private static int notBelow(float[] scores, int start, int count, float score) {
    return score == Float.NEGATIVE_INFINITY
        ? numbers(scores, start, count)
        : KERNEL.countAbove(scores, start, count, Math.nextDown(score));
  }

  private static int numbers(float[] scores, int start, int count) {
    int numbers = 0;
    for (int i = start; i < start + count; i++) {
      numbers += Float.isNaN(scores[i]) ? 0 : 1;
    }
    return numbers;
  }

  /// The rank in each basket; one above `most` stands for all of these.
  ///
  /// @param products number of all products
  int[] ranks(int products) {
    int[] ranks = new int[targets.length];
    Arrays.setAll(ranks, basket -> Math.min(before.get(basket) + 1, products));
    return ranks;
  }
}
