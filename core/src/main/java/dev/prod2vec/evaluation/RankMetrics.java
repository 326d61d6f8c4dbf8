package dev.prod2vec.evaluation;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// Metrics over the ranks of held-out products. Each is the mean of a value of the single ranks.
/// Every rank is 1 or more: all products are ranked.
final class RankMetrics {
  private RankMetrics() {}

  /// Whether a rank is `k` or less, as 1 or 0: the mean is the hit rate.
  static double hit(int rank, int k) {
    return rank <= k ? 1 : 0;
  }

  /// 1 / log2(1 + rank) up to rank `k`, 0 after it: the mean is the normalised discounted
  /// cumulative gain with one relevant product (Järvelin and Kekäläinen 2002).
  static double gain(int rank, int k) {
    return rank <= k ? Math.log(2) / Math.log(1.0 + rank) : 0;
  }

  /// 1 / rank: the mean is the mean reciprocal rank.
  static double reciprocal(int rank) {
    return 1.0 / rank;
  }

  /// The value of each rank.
  static double[] worth(int[] ranks, IntToDoubleFunction ofOne) {
    return Arrays.stream(ranks).mapToDouble(ofOne).toArray();
  }

  /// Share of the ranks that are `k` or less; 0 without ranks.
  static double hitRate(int[] ranks, int k) {
    return mean(worth(ranks, rank -> hit(rank, k)));
  }

  /// 0 without numbers.
  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }
}
