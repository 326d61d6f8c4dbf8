package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StratifiedNoiseTest {
  private static final int BEFORE = 3;

  @Test
  void whatIsDrawnOnceOrMoreOnAverageIsAlwaysThereOnceAndStandsForItself() {
    // Of 4 draws, the first product has more than one on average, of the other 3 the last one.
    double[] weights = {100, 1, 1, 1, 1, 1, 0, 10};
    for (int key = 0; key < 200; key++) {
      Draw draw = draw(weights, 4, key);
      assertThat(draw.products).hasSizeLessThanOrEqualTo(4).startsWith(0, 7);
      assertThat(draw.logWeights).startsWith(0, 0);
      // 5 products for 2 draws: each stands for 2.5, or for 5 if it was drawn from both strata.
      for (int i = 2; i < draw.products.length; i++) {
        double stands = draw.products.length == 4 ? 2.5 : 5;
        assertThat((double) draw.logWeights[i]).isCloseTo(Math.log(stands), within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "0, 30", "1, 5", "1, 30", "3, 1", "3, 5", "3, 30", "3, 59"})
  void noProductComesTwiceAndOnlyTheCertainOnesStandForThemselves(double skew, int draws) {
    double[] weights = weights(skew);
    Set<Integer> certain = certain(weights, draws);
    for (int key = 0; key < 300; key++) {
      Draw draw = draw(weights, draws, key);
      assertThat(draw.products).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(draws);
      assertThat(Arrays.stream(draw.products).boxed()).containsAll(certain);
      for (int i = 0; i < draw.products.length; i++) {
        int product = draw.products[i];
        if (certain.contains(product)) {
          assertThat(draw.logWeights[i]).isZero();
        } else {
          assertThat(draw.logWeights[i]).isPositive();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"56", "57", "1000"})
  void asManyDrawsAsProductsGiveAllOfThem(int draws) {
    double[] weights = weights(3);
    int[] bought =
        IntStream.range(0, weights.length).filter(product -> weights[product] > 0).toArray();
    assertThat(bought).hasSize(56);
    Draw draw = draw(weights, draws, 1);
    assertThat(draw.products).containsExactlyInAnyOrder(bought);
    assertThat(draw.logWeights).containsOnly(0f);
  }

  /// Horvitz and Thompson's estimate of the sum of any number over all products.
  @ParameterizedTest
  @CsvSource({"0, 5", "0, 30", "1, 5", "1, 30", "3, 1", "3, 5", "3, 30", "3, 55"})
  void everyProductStandsForItselfOnAverage(double skew, int draws) {
    double[] weights = weights(skew);
    int rounds = 20_000;
    double[] sums = new double[weights.length];
    double[] squares = new double[weights.length];
    for (int key = 0; key < rounds; key++) {
      Draw draw = draw(weights, draws, key);
      for (int i = 0; i < draw.products.length; i++) {
        double stands = Math.exp(draw.logWeights[i]);
        sums[draw.products[i]] += stands;
        squares[draw.products[i]] += stands * stands;
      }
    }
    double mass = Arrays.stream(weights).sum();
    for (int product = 0; product < weights.length; product++) {
      double mean = sums[product] / rounds;
      if (weights[product] == 0) {
        assertThat(mean).isZero();
      } else if (rounds * draws * weights[product] / mass > 50) {
        double variance = squares[product] / rounds - mean * mean;
        double error = Math.sqrt(Math.max(0, variance) / rounds);
        assertThat(mean).as("product %d", product).isCloseTo(1, within(4.5 * error + 1e-6));
      }
    }
  }

  /// Of each stratum the same probability: the sum of the weights is the same for every draw.
  @ParameterizedTest
  @CsvSource({"0, 5", "1, 5", "1, 30", "3, 1", "3, 5", "3, 30", "3, 55", "3, 56"})
  void theSumOfTheWeightsIsEstimatedWithoutError(double skew, int draws) {
    double[] weights = weights(skew);
    double mass = Arrays.stream(weights).sum();
    for (int key = 0; key < 1000; key++) {
      Draw draw = draw(weights, draws, key);
      double estimate = 0;
      for (int i = 0; i < draw.products.length; i++) {
        estimate += weights[draw.products[i]] * Math.exp(draw.logWeights[i]);
      }
      assertThat(estimate).isCloseTo(mass, within(1e-5 * mass));
    }
  }

  @Test
  void aProductThatNobodyBoughtIsNeverDrawnWhateverTheExponent() {
    long[] counts = {0, 5, 0, 7, 1, 0, 3, 2, 0};
    for (double exponent : new double[] {0, 0.5, 1}) {
      for (int draws : new int[] {1, 2, 4, 5, 20}) {
        for (int key = 0; key < 300; key++) {
          Draw draw = draw(Noise.weights(counts, exponent), draws, key);
          assertThat(draw.products).isNotEmpty().doesNotContain(0, 2, 5, 8);
        }
      }
    }
    assertThat(draw(new double[4], 3, 1).products).isEmpty();
  }

  @Test
  void aDrawIsAFunctionOfItsKey() {
    double[] weights = weights(1);
    StratifiedNoise noise = new StratifiedNoise(weights, 9);
    Draw first = draw(noise, 9, 1);
    assertThat(draw(noise, 9, 2).products).isNotEqualTo(first.products);
    assertThat(draw(noise, 9, 1).products).isEqualTo(first.products);
    Draw other = draw(weights, 9, 1);
    assertThat(other.products).isEqualTo(first.products);
    assertThat(other.logWeights).isEqualTo(first.logWeights);
  }

  private record Draw(int[] products, float[] logWeights) {}

  private static Draw draw(double[] weights, int draws, int key) {
    return draw(new StratifiedNoise(weights, draws), draws, key);
  }

  /// Draws into the middle of arrays, and requires that the rest stays.
  private static Draw draw(StratifiedNoise noise, int draws, int number) {
    int[] products = new int[BEFORE + draws + 1];
    float[] logWeights = new float[products.length];
    Arrays.fill(products, -1);
    Arrays.fill(logWeights, -1);
    int size = noise.draw(CounterRandom.key(number), products, logWeights, BEFORE, draws);
    assertThat(size).isBetween(0, draws);
    for (int i = 0; i < products.length; i++) {
      if (i < BEFORE || i >= BEFORE + draws) {
        assertThat(products[i]).isEqualTo(-1);
        assertThat(logWeights[i]).isEqualTo(-1);
      }
    }
    return new Draw(
        Arrays.copyOfRange(products, BEFORE, BEFORE + size),
        Arrays.copyOfRange(logWeights, BEFORE, BEFORE + size));
  }

  /// 60 products, 4 of which nobody bought.
  private static double[] weights(double skew) {
    Random random = new Random(1);
    double[] weights = new double[60];
    for (int product = 0; product < weights.length; product++) {
      weights[product] = product % 15 == 7 ? 0 : Math.exp(skew * random.nextGaussian());
    }
    return weights;
  }

  /// The products that are drawn once or more on average: first of all draws, then of those that
  /// are left for the others, until there are no more of them.
  private static Set<Integer> certain(double[] weights, int draws) {
    Set<Integer> certain = new HashSet<>();
    boolean found = true;
    while (found) {
      found = false;
      double rest = 0;
      int left = draws - certain.size();
      for (int product = 0; product < weights.length; product++) {
        rest += certain.contains(product) ? 0 : weights[product];
      }
      for (int product = 0; product < weights.length; product++) {
        if (weights[product] > 0 && weights[product] * left >= rest) {
          found |= certain.add(product);
        }
      }
    }
    return certain;
  }
}
