package dev.prod2vec.evaluation;

import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Means with their 95% intervals, by the percentile bootstrap (Efron 1979). Every sample draws as
/// many positions as there are, with replacement, and all means use the same draws. Samples and
/// draws are numbered, so that the result does not depend on the threads.
final class Bootstrap {
  private Bootstrap() {}

  /// The mean of each list of numbers; 0 if the lists are empty.
  ///
  /// @param values lists of the same length
  static List<Metric> means(double[][] values, int samples, long seed, Crew crew) {
    int length = values[0].length;
    int lists = values.length;
    // What is drawn together stands together.
    double[] together = new double[length * lists];
    for (int i = 0; i < together.length; i++) {
      together[i] = values[i % lists][i / lists];
    }
    double[][] means = new double[values.length][length == 0 ? 0 : samples];
    crew.forEach(
        means[0].length,
        sample -> {
          long key = CounterRandom.key(seed, sample);
          double[] sums = new double[lists];
          for (int i = 0; i < length; i++) {
            int drawn = CounterRandom.below(CounterRandom.bits(key, i), length) * lists;
            for (int list = 0; list < lists; list++) {
              sums[list] += together[drawn + list];
            }
          }
          for (int list = 0; list < lists; list++) {
            means[list][sample] = sums[list] / length;
          }
        });
    return IntStream.range(0, values.length)
        .mapToObj(list -> metric(RankMetrics.mean(values[list]), means[list]))
        .toList();
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
