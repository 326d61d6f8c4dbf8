package dev.prod2vec.training;

import dev.prod2vec.random.AliasTable;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;

/// Noise products, drawn with probability proportional to a power of their counts, one independent
/// of the other. Immutable; safe to share between threads.
final class Noise implements Batch.NoiseSource {
  private final AliasTable table;
  private final long seed;

  Noise(long[] counts, double exponent, long seed) {
    this.table = new AliasTable(weights(counts, exponent));
    this.seed = seed;
  }

  /// What the probability of each product is proportional to: 0 for one that nobody bought,
  /// whatever the exponent.
  static double[] weights(long[] counts, double exponent) {
    return Arrays.stream(counts)
        .mapToDouble(count -> count == 0 ? 0 : StrictMath.pow((double) count, exponent))
        .toArray();
  }

  /// Draws noise: a function of the seed and the key's parts.
  ///
  /// @param key identifies the draw; from [CounterRandom#key]
  void draw(long key, int[] products, int from, int to) {
    for (int i = from; i < to; i++) {
      products[i] = table.draw(CounterRandom.bits(key, i - from));
    }
  }

  /// All products have the same weight: none stands for others.
  @Override
  public int draw(long key, int[] products, float[] logWeights, int from, int draws) {
    draw(key, products, from, from + draws);
    Arrays.fill(logWeights, from, from + draws, 0f);
    return draws;
  }

  /// The key of the draws in one epoch for one basket, or for the group that begins with it.
  long key(int epoch, int basket) {
    return CounterRandom.key(seed, Streams.NOISE, epoch, basket);
  }
}
