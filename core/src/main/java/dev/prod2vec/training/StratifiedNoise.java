package dev.prod2vec.training;

import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Noise that estimates sums over all products: a product stands for one over the number of times
/// that it is drawn on average (Horvitz and Thompson 1952). A product that would be drawn once or
/// more is always there, once, and stands for itself. The others, by falling weight, are divided
/// into strata of equal probability, and one is drawn from each. So no draw is wasted on a product
/// that is there already, and with as many draws as products the sum is exact. Immutable; safe to
/// share between threads.
final class StratifiedNoise implements Batch.NoiseSource {
  private static final float LOG_2 = (float) StrictMath.log(2);

  /// The products that can be drawn, by falling weight.
  private final int[] products;

  /// How many of them are always there.
  private final int certain;

  /// Number of strata.
  private final int strata;

  /// For each product after the certain ones, the sum of the expected draws up to it.
  private final double[] ends;

  /// For each stratum and the one after the last, the first product that ends after its beginning.
  private final int[] firsts;

  /// Per product: the logarithm of how many products it stands for if it is drawn once.
  private final float[] logWeights;

  /// @param weights what the probability of a product is proportional to; 0: never
  /// @param draws draws for a group
  StratifiedNoise(double[] weights, int draws) {
    products =
        IntStream.range(0, weights.length)
            .filter(product -> weights[product] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer product) -> -weights[product]))
            .mapToInt(Integer::intValue)
            .toArray();
    double rest = 0;
    for (int product : products) {
      rest += weights[product];
    }
    int certainly = 0;
    while (certainly < products.length
        && certainly < draws
        && weights[products[certainly]] * (draws - certainly) >= rest) {
      rest -= weights[products[certainly]];
      certainly++;
    }
    // What is left of the sum after the last product is rounding.
    certain = products.length <= draws ? products.length : certainly;
    strata = certain == products.length ? 0 : draws - certain;
    ends = new double[products.length - certain];
    logWeights = new float[weights.length];
    double end = 0;
    for (int i = 0; i < ends.length; i++) {
      double expected = strata * weights[products[certain + i]] / rest;
      end += expected;
      ends[i] = end;
      logWeights[products[certain + i]] = (float) -StrictMath.log(expected);
    }
    firsts = new int[strata + 1];
    int first = 0;
    for (int stratum = 0; stratum <= strata; stratum++) {
      while (first < ends.length && ends[first] <= stratum) {
        first++;
      }
      firsts[stratum] = first;
    }
  }

  /// A product whose share crosses from one stratum to the next can be drawn from both; then it
  /// comes once, with twice the weight.
  ///
  /// @param draws the constructor's
  @Override
  public int draw(long key, int[] drawn, float[] weights, int from, int draws) {
    for (int i = 0; i < certain; i++) {
      drawn[from + i] = products[i];
      weights[from + i] = 0f;
    }
    int size = certain;
    int previous = -1;
    for (int stratum = 0; stratum < strata; stratum++) {
      double point = stratum + CounterRandom.unit(CounterRandom.bits(key, stratum));
      int end = Math.min(ends.length, firsts[stratum + 1] + 1);
      int found = Arrays.binarySearch(ends, firsts[stratum], end, point);
      int at = Math.min(ends.length - 1, found >= 0 ? found + 1 : -found - 1);
      int product = products[certain + at];
      if (product == previous) {
        weights[from + size - 1] = logWeights[product] + LOG_2;
      } else {
        drawn[from + size] = product;
        weights[from + size] = logWeights[product];
        size++;
      }
      previous = product;
    }
    return size;
  }
}
