package dev.prod2vec.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankBiasedOverlapTest {
  private static final int[] NONE = {};

  @Test
  void equalListsOverlapWhollyAndDifferentOnesNotAtAll() {
    int[] ten = IntStream.range(0, 10).toArray();
    assertThat(RankBiasedOverlap.of(ten, ten)).isCloseTo(1, within(1e-12));
    assertThat(RankBiasedOverlap.of(ten, IntStream.range(10, 20).toArray())).isZero();
    assertThat(RankBiasedOverlap.of(NONE, NONE)).isEqualTo(1);
    assertThat(RankBiasedOverlap.of(NONE, ten)).isZero();
  }

  @Test
  void aChangeOfTheFirstPlaceWeighsMoreThanOneOfTheLast() {
    int[] list = {1, 2, 3, 4, 5};
    double first = RankBiasedOverlap.of(list, new int[] {9, 2, 3, 4, 5});
    double last = RankBiasedOverlap.of(list, new int[] {1, 2, 3, 4, 9});
    assertThat(first).isLessThan(last);
    assertThat(RankBiasedOverlap.of(list, new int[] {2, 1, 3, 4, 5})).isBetween(last, 1.0);
  }

  @Test
  void itIsTheFormulaOfThePaper() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int[] one = list(random);
      int[] other = list(random);
      assertThat(RankBiasedOverlap.of(one, other))
          .isCloseTo(formula(one, other), within(1e-12))
          .isCloseTo(RankBiasedOverlap.of(other, one), within(1e-12))
          .isBetween(0.0, 1 + 1e-12);
    }
  }

  private static int[] list(Random random) {
    return IntStream.range(0, 15)
        .boxed()
        .map(item -> new int[] {item, random.nextInt()})
        .sorted((a, b) -> Integer.compare(a[1], b[1]))
        .mapToInt(pair -> pair[0])
        .limit(1 + random.nextInt(10))
        .toArray();
  }

  /// Equation 32, with sets counted anew at each depth.
  private static double formula(int[] one, int[] other) {
    double p = RankBiasedOverlap.PERSISTENCE;
    int s = Math.min(one.length, other.length);
    int l = Math.max(one.length, other.length);
    double sum = 0;
    for (int d = 1; d <= l; d++) {
      sum += agreed(one, other, d) / d * Math.pow(p, d);
      if (d > s) {
        sum += agreed(one, other, s) * (d - s) / s / d * Math.pow(p, d);
      }
    }
    double atS = agreed(one, other, s);
    return (1 - p) / p * sum + ((agreed(one, other, l) - atS) / l + atS / s) * Math.pow(p, l);
  }

  private static double agreed(int[] one, int[] other, int depth) {
    return Arrays.stream(one)
        .limit(depth)
        .filter(item -> Arrays.stream(other).limit(depth).anyMatch(it -> it == item))
        .count();
  }
}
