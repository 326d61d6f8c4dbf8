package dev.prod2vec.evaluation;

import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;

/// Metrics over the ranks of held-out products. Every rank is 1 or more: all products are ranked.
final class RankMetrics {
  private RankMetrics() {}

  /// Share of the ranks that are `k` or less; 0 without ranks.
  static double hitRate(int[] ranks, int k) {
    int hits = 0;
    for (int rank : ranks) {
      if (rank <= k) {
        hits++;
      }
    }
    return ranks.length == 0 ? 0 : (double) hits / ranks.length;
  }

  /// Normalised discounted cumulative gain with one relevant product: 1 / log2(1 + rank) up to rank
  /// `k` (Järvelin and Kekäläinen 2002); 0 without ranks.
  static double ndcg(int[] ranks, int k) {
    double sum = 0;
    for (int rank : ranks) {
      if (rank <= k) {
        sum += Math.log(2) / Math.log(1.0 + rank);
      }
    }
    return ranks.length == 0 ? 0 : sum / ranks.length;
  }

  /// Mean of 1 / rank; 0 without ranks.
  static double meanReciprocalRank(int[] ranks) {
    double sum = 0;
    for (int rank : ranks) {
      sum += 1.0 / rank;
    }
    return ranks.length == 0 ? 0 : sum / ranks.length;
  }

  /// The ends of the 95% interval of the hit rate, by the percentile bootstrap (Efron 1979).
  ///
  /// @return low and high end; both 0 without ranks
  static double[] hitRateInterval(int[] ranks, int k, int samples, long seed) {
    if (ranks.length == 0) {
      return new double[] {0, 0};
    }
    double[] rates = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      long key = CounterRandom.key(seed, sample);
      int hits = 0;
      for (int i = 0; i < ranks.length; i++) {
        if (ranks[CounterRandom.below(CounterRandom.bits(key, i), ranks.length)] <= k) {
          hits++;
        }
      }
      rates[sample] = (double) hits / ranks.length;
    }
    Arrays.sort(rates);
    return new double[] {
      rates[(int) (0.025 * (samples - 1))], rates[(int) Math.ceil(0.975 * (samples - 1))]
    };
  }
}
