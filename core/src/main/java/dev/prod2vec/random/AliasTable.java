package dev.prod2vec.random;

/// Draws from a discrete distribution in constant time: Walker's alias method with Vose's (1991)
/// way to build the table. Immutable; safe to share between threads.
public final class AliasTable {
  private final float[] keep;
  private final int[] alias;

  /// @param weights any scale; none negative, not all zero; at least one
  /// @throws IllegalArgumentException if a weight is negative or not finite, or all are zero
  public AliasTable(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a weight must be 0 or more, but is " + weight);
      }
      sum += weight;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("at least one weight must be above 0");
    }
    int size = weights.length;
    keep = new float[size];
    alias = new int[size];
    double[] scaled = new double[size];
    // Two stacks in one array: weights below the mean from the left, the others from the right.
    int[] stacks = new int[size];
    int below = 0;
    int above = size;
    for (int i = 0; i < size; i++) {
      scaled[i] = weights[i] * size / sum;
      alias[i] = i;
      if (scaled[i] < 1) {
        stacks[below++] = i;
      } else {
        stacks[--above] = i;
      }
    }
    while (below > 0 && above < size) {
      int small = stacks[--below];
      int large = stacks[above];
      keep[small] = (float) scaled[small];
      alias[small] = large;
      scaled[large] -= 1 - scaled[small];
      if (scaled[large] < 1) {
        above++;
        stacks[below++] = large;
      }
    }
    // Weights that rounding left over are within an ulp of 1.
    while (below > 0) {
      keep[stacks[--below]] = 1f;
    }
    while (above < size) {
      keep[stacks[above++]] = 1f;
    }
  }

  /// The index drawn by 64 random bits.
  public int draw(long bits) {
    int index = CounterRandom.below(bits, keep.length);
    return CounterRandom.unit(bits << 32) < keep[index] ? index : alias[index];
  }
}
