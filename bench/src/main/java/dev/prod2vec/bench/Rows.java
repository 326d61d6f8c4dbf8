package dev.prod2vec.bench;

import dev.prod2vec.random.CounterRandom;

/// Numbers to compute with.
final class Rows {
  private Rows() {}

  /// Numbers in [-0.05, 0.05), about as large as weights: sums of millions of them stay far from
  /// overflow.
  static float[] random(int length, long seed) {
    float[] row = new float[length];
    for (int i = 0; i < length; i++) {
      row[i] = 0.1f * (CounterRandom.unit(CounterRandom.bits(seed, i)) - 0.5f);
    }
    return row;
  }
}
