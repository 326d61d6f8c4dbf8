package dev.prod2vec.evaluation;

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

  /// Normalised discounted cumulative gain with one relevant product (Järvelin and Kekäläinen
  /// 2002); 0 without ranks.
  static double ndcg(int[] ranks, int k) {
    double sum = 0;
    for (int rank : ranks) {
      sum += gain(rank, k);
    }
    return ranks.length == 0 ? 0 : sum / ranks.length;
  }

  /// What one rank adds to [#ndcg]: 1 / log2(1 + rank) up to rank `k`, 0 behind it.
  static double gain(int rank, int k) {
    return rank <= k ? Math.log(2) / Math.log(1.0 + rank) : 0;
  }

  /// Mean of 1 / rank; 0 without ranks.
  static double meanReciprocalRank(int[] ranks) {
    double sum = 0;
    for (int rank : ranks) {
      sum += 1.0 / rank;
    }
    return ranks.length == 0 ? 0 : sum / ranks.length;
  }
}
