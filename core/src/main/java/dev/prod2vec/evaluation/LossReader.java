package dev.prod2vec.evaluation;

import dev.prod2vec.basket.Baskets;
import java.util.Arrays;

/// Finds minus the logarithm of the probability of one product in each basket, among the products
/// that are not in the basket, and reads on for the ranks.
final class LossReader implements Scorer.Reader {
  private final Baskets baskets;
  private final float[] targetScores;
  private final RankReader ranks;
  private final int pieceLength;
  private final int power;

  /// The sum of each piece and basket: they are added in one order when all are there.
  private final double[][] sums;

  /// @param targetScores score of the product in question, per basket
  /// @param products number of all products
  /// @param power of a score that a probability is in proportion to
  /// @param ranks reads every piece too
  LossReader(
      Baskets baskets,
      float[] targetScores,
      int products,
      int pieceLength,
      int power,
      RankReader ranks) {
    this.baskets = baskets;
    this.targetScores = targetScores;
    this.ranks = ranks;
    this.pieceLength = pieceLength;
    this.power = power;
    this.sums = new double[Math.ceilDiv(products, pieceLength)][baskets.size()];
  }

  @Override
  public boolean wants(int basket) {
    return true;
  }

  @Override
  public void read(int basket, int first, int count, float[] scores, int start) {
    for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
      int own = baskets.products()[at] - first;
      if (own >= 0 && own < count) {
        scores[start + own] = 0f;
      }
    }
    double sum = 0;
    for (int i = start; i < start + count; i++) {
      double probability = scores[i];
      for (int factor = 1; factor < power; factor++) {
        probability *= scores[i];
      }
      sum += probability;
    }
    sums[first / pieceLength][basket] = sum;
    ranks.read(basket, first, count, scores, start);
  }

  /// The loss of each basket, in nats.
  double[] losses() {
    double[] losses = new double[baskets.size()];
    Arrays.setAll(losses, this::loss);
    return losses;
  }

  private double loss(int basket) {
    double sum = 0;
    for (double[] piece : sums) {
      sum += piece[basket];
    }
    double own = Math.max(targetScores[basket], Float.MIN_NORMAL);
    return StrictMath.log(sum) - power * StrictMath.log(own);
  }
}
