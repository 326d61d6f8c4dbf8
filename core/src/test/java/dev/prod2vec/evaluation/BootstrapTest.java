package dev.prod2vec.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40, 1000})
  void theEndsEqualTheSortedMeansOfNumbersDrawnOneByOne(int samples) {
    double[] hits = RankMetrics.worth(ranks(300), rank -> RankMetrics.hit(rank, 10));
    double[] reciprocals = RankMetrics.worth(ranks(300), rank -> 1.0 / rank);

    List<Metric> metrics = means(samples, 2, hits, reciprocals);

    assertMetric(metrics.get(0), hits, samples);
    assertMetric(metrics.get(1), reciprocals, samples);
  }

  @Test
  void theIntervalOfAHitRateIsThatOfABinomialShare() {
    double[] hits = new double[2000];
    Arrays.setAll(hits, i -> i % 5 == 0 ? 1 : 0);

    assertNormal(means(2000, 1, hits).getFirst(), 0.2, Math.sqrt(0.2 * 0.8 / 2000));
  }

  @Test
  void theIntervalOfAMeanIsThatOfItsStandardError() {
    double[] values = RankMetrics.worth(ranks(2000), rank -> 1.0 / rank);
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();

    assertNormal(means(2000, 1, values).getFirst(), mean, Math.sqrt(squares) / values.length);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameIntervals() {
    double[] values = RankMetrics.worth(ranks(500), rank -> 1.0 / rank);

    assertThat(means(100, 4, values)).isEqualTo(means(100, 1, values));
  }

  @Test
  void withoutNumbersEverythingIsZero() {
    assertThat(means(10, 1, new double[0])).containsExactly(new Metric(0, 0, 0));
  }

  private static void assertMetric(Metric metric, double[] values, int samples) {
    double[] sampled = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      long key = CounterRandom.key(1, sample);
      double[] drawn = new double[values.length];
      Arrays.setAll(
          drawn, i -> values[CounterRandom.below(CounterRandom.bits(key, i), values.length)]);
      sampled[sample] = RankMetrics.mean(drawn);
    }
    Arrays.sort(sampled);
    assertThat(metric.value()).isEqualTo(RankMetrics.mean(values));
    assertThat(metric.low()).isEqualTo(sampled[(samples - 1) * 25 / 1000]);
    assertThat(metric.high()).isEqualTo(sampled[((samples - 1) * 975 + 999) / 1000]);
  }

  private static void assertNormal(Metric metric, double mean, double deviation) {
    assertThat(metric.low()).isCloseTo(mean - 1.96 * deviation, within(0.2 * deviation));
    assertThat(metric.high()).isCloseTo(mean + 1.96 * deviation, within(0.2 * deviation));
  }

  private static List<Metric> means(int samples, int threads, double[]... values) {
    try (Crew crew = new Crew(threads)) {
      return Bootstrap.means(values, samples, 1, crew);
    }
  }

  /// Many low ranks and a long tail.
  private static int[] ranks(int count) {
    Random random = new Random(count);
    int[] ranks = new int[count];
    Arrays.setAll(ranks, i -> (int) Math.exp(random.nextDouble() * 7));
    return ranks;
  }
}
