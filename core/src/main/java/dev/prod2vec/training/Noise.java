package dev.prod2vec.training;

import dev.prod2vec.random.AliasTable;
import dev.prod2vec.random.CounterRandom;

/// Noise products, drawn from count to the power of an exponent. Immutable; safe to share between
/// threads.
final class Noise {
  private final AliasTable table;
  private final long seed;

  Noise(long[] counts, double exponent, long seed) {
    double[] weights = new double[counts.length];
    for (int product = 0; product < counts.length; product++) {
      // A product nobody bought is never noise, whatever the exponent.
      weights[product] = counts[product] == 0 ? 0 : Math.pow((double) counts[product], exponent);
    }
    this.table = new AliasTable(weights);
    this.seed = seed;
  }

  /// Draws the noise of one basket in one epoch: a function of seed, epoch and basket.
  void draw(int epoch, int basket, int[] products, int from, int to) {
    long key = CounterRandom.key(seed, Trainer.NOISE_STREAM, epoch, basket);
    for (int i = from; i < to; i++) {
      products[i] = table.draw(CounterRandom.bits(key, i - from));
    }
  }
}
