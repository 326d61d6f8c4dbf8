package dev.prod2vec.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40, 1000})
  void theEndsAreThoseOfTheSortedMetricsOfRanksDrawnOneByOne(int samples) {
    int[] ranks = ranks(300);
    Bootstrap bootstrap = bootstrap(ranks, samples, 2);

    assertMetric(bootstrap.hitRate10(), ranks, samples, drawn -> RankMetrics.hitRate(drawn, 10));
    assertMetric(bootstrap.hitRate100(), ranks, samples, drawn -> RankMetrics.hitRate(drawn, 100));
    assertMetric(bootstrap.ndcg10(), ranks, samples, drawn -> RankMetrics.ndcg(drawn, 10));
    assertMetric(bootstrap.meanReciprocalRank(), ranks, samples, RankMetrics::meanReciprocalRank);
  }

  @Test
  void theIntervalOfAHitRateIsThatOfABinomialShare() {
    int[] ranks = new int[2000];
    Arrays.setAll(ranks, i -> i % 5 == 0 ? 1 : 50);

    assertNormal(bootstrap(ranks, 2000, 1).hitRate10(), 0.2, Math.sqrt(0.2 * 0.8 / 2000));
  }

  @Test
  void theIntervalOfAMeanIsThatOfItsStandardError() {
    int[] ranks = ranks(2000);
    double[] values = Arrays.stream(ranks).mapToDouble(rank -> 1.0 / rank).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();

    assertNormal(
        bootstrap(ranks, 2000, 1).meanReciprocalRank(), mean, Math.sqrt(squares) / ranks.length);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameIntervals() {
    int[] ranks = ranks(500);

    assertThat(bootstrap(ranks, 100, 4)).isEqualTo(bootstrap(ranks, 100, 1));
  }

  @Test
  void withoutRanksEverythingIsZero() {
    Metric zero = new Metric(0, 0, 0);

    assertThat(bootstrap(new int[0], 10, 1)).isEqualTo(new Bootstrap(zero, zero, zero, zero));
  }

  private static void assertMetric(
      Metric metric, int[] ranks, int samples, ToDoubleFunction<int[]> rule) {
    double[] sampled = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      long key = CounterRandom.key(1, sample);
      int[] drawn = new int[ranks.length];
      Arrays.setAll(
          drawn, i -> ranks[CounterRandom.below(CounterRandom.bits(key, i), ranks.length)]);
      sampled[sample] = rule.applyAsDouble(drawn);
    }
    Arrays.sort(sampled);
    assertThat(metric.value()).isEqualTo(rule.applyAsDouble(ranks));
    assertThat(metric.low()).isEqualTo(sampled[(samples - 1) * 25 / 1000]);
    assertThat(metric.high()).isEqualTo(sampled[((samples - 1) * 975 + 999) / 1000]);
  }

  private static void assertNormal(Metric metric, double mean, double deviation) {
    assertThat(metric.low()).isCloseTo(mean - 1.96 * deviation, within(0.2 * deviation));
    assertThat(metric.high()).isCloseTo(mean + 1.96 * deviation, within(0.2 * deviation));
  }

  private static Bootstrap bootstrap(int[] ranks, int samples, int threads) {
    try (Crew crew = new Crew(threads)) {
      return Bootstrap.of(ranks, samples, 1, crew);
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
