package dev.prod2vec.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {

  @Test
  void bitsAreThoseOfSplitMix64() {
    // java.util.SplittableRandom with a seed is SplitMix64 with the same constant.
    SplittableRandom reference = new SplittableRandom(42);
    for (int counter = 0; counter < 1000; counter++) {
      assertThat(CounterRandom.bits(42, counter)).isEqualTo(reference.nextLong());
    }
  }

  @Test
  void keysDifferInEveryPartAndItsPlace() {
    HashSet<Long> keys = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      for (int epoch = 0; epoch < 20; epoch++) {
        for (int basket = 0; basket < 20; basket++) {
          keys.add(CounterRandom.key(seed, epoch, basket));
        }
      }
    }
    assertThat(keys).hasSize(8000);
  }

  @Test
  void aShuffleIsAPermutationThatDependsOnTheKeyAlone() {
    int[] elements = IntStream.range(0, 100).toArray();
    int[] again = elements.clone();
    int[] other = elements.clone();
    CounterRandom.shuffle(elements, 1);
    CounterRandom.shuffle(again, 1);
    CounterRandom.shuffle(other, 2);
    assertThat(elements).containsExactly(again).isNotEqualTo(other);
    assertThat(elements).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
  }

  @Test
  void theAliasTableDrawsInProportionToTheWeights() {
    double[] weights = {0, 1, 2, 3, 0.5, 1000, 0, 7};
    double sum = 1013.5;
    AliasTable table = new AliasTable(weights);
    int draws = 2_000_000;
    int[] counts = new int[weights.length];
    for (int i = 0; i < draws; i++) {
      counts[table.draw(CounterRandom.bits(9, i))]++;
    }
    for (int i = 0; i < weights.length; i++) {
      double p = weights[i] / sum;
      double deviation = Math.sqrt(p * (1 - p) / draws);
      assertThat(counts[i] / (double) draws).isCloseTo(p, within(5 * deviation));
    }
  }

  @Test
  void theAliasTableRefusesWeightsThatAreNoDistribution() {
    assertThatThrownBy(() -> new AliasTable(new double[] {1, -1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AliasTable(new double[] {0, 0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AliasTable(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
