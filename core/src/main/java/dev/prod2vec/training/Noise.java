package dev.prod2vec.training;

import dev.prod2vec.random.AliasTable;
import dev.prod2vec.random.CounterRandom;

/// Noise products, drawn with probability proportional to a power of their counts. Immutable; safe
/// to share between threads.
final class Noise implements Batch.NoiseSource {
  private final AliasTable table;
  private final float[] logExpected;
  private final long seed;

  /// @param drawn noise products per group
  Noise(long[] counts, double exponent, int drawn, long seed) {
    double[] weights = new double[counts.length];
    double sum = 0;
    for (int product = 0; product < counts.length; product++) {
      // A product that nobody bought is never noise, whatever the exponent.
      weights[product] =
          counts[product] == 0 ? 0 : StrictMath.pow((double) counts[product], exponent);
      sum += weights[product];
    }
    this.table = new AliasTable(weights);
    this.logExpected = new float[counts.length];
    for (int product = 0; product < counts.length; product++) {
      logExpected[product] = (float) StrictMath.log(drawn * weights[product] / sum);
    }
    this.seed = seed;
  }

  /// Log of how often a product is drawn for one group, on average; negative infinity for one that
  /// nobody bought.
  float logExpected(int product) {
    return logExpected[product];
  }

  /// Draws noise: a function of the seed and the key's parts.
  ///
  /// @param key identifies the draw; from [CounterRandom#key]
  @Override
  public void draw(long key, int[] products, int from, int to) {
    for (int i = from; i < to; i++) {
      products[i] = table.draw(CounterRandom.bits(key, i - from));
    }
  }

  /// The key of the draws in one epoch for one basket, or for the group that begins with it.
  long key(int epoch, int basket) {
    return CounterRandom.key(seed, Streams.NOISE, epoch, basket);
  }
}
