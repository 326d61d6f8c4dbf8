package dev.prod2vec.evaluation;

import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;

/// The metrics of ranks with their 95% intervals, by the percentile bootstrap (Efron 1979). Every
/// sample draws as many ranks as there are, with replacement, and all metrics are taken of the same
/// draws. Sample and draw are numbered, so that the result does not depend on the threads.
record Bootstrap(Metric hitRate10, Metric hitRate100, Metric ndcg10, Metric meanReciprocalRank) {

  /// @param ranks 1 or more each; may be empty
  static Bootstrap of(int[] ranks, int samples, long seed, Crew crew) {
    double[] ndcg = new double[ranks.length];
    double[] reciprocal = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      ndcg[i] = RankMetrics.gain(ranks[i], 10);
      reciprocal[i] = 1.0 / ranks[i];
    }
    int count = ranks.length == 0 ? 0 : samples;
    double[] hitRates10 = new double[count];
    double[] hitRates100 = new double[count];
    double[] ndcgs = new double[count];
    double[] reciprocals = new double[count];
    crew.forEach(
        count,
        sample -> {
          long key = CounterRandom.key(seed, sample);
          int hits10 = 0;
          int hits100 = 0;
          double ndcgSum = 0;
          double reciprocalSum = 0;
          for (int i = 0; i < ranks.length; i++) {
            int drawn = CounterRandom.below(CounterRandom.bits(key, i), ranks.length);
            int rank = ranks[drawn];
            hits10 += rank <= 10 ? 1 : 0;
            hits100 += rank <= 100 ? 1 : 0;
            ndcgSum += ndcg[drawn];
            reciprocalSum += reciprocal[drawn];
          }
          hitRates10[sample] = (double) hits10 / ranks.length;
          hitRates100[sample] = (double) hits100 / ranks.length;
          ndcgs[sample] = ndcgSum / ranks.length;
          reciprocals[sample] = reciprocalSum / ranks.length;
        });
    return new Bootstrap(
        metric(RankMetrics.hitRate(ranks, 10), hitRates10),
        metric(RankMetrics.hitRate(ranks, 100), hitRates100),
        metric(RankMetrics.ndcg(ranks, 10), ndcgs),
        metric(RankMetrics.meanReciprocalRank(ranks), reciprocals));
  }

  private static Metric metric(double value, double[] samples) {
    if (samples.length == 0) {
      return new Metric(value, value, value);
    }
    Arrays.sort(samples);
    int last = samples.length - 1;
    return new Metric(value, samples[(int) (0.025 * last)], samples[(int) Math.ceil(0.975 * last)]);
  }
}
