package dev.prod2vec.tuning;

import dev.prod2vec.random.CounterRandom;

/// Points that fill the unit cube evenly: Sobol's sequence with the direction numbers of Joe and
/// Kuo (2008, new-joe-kuo-6.21201), scrambled as in Owen (1995): in each dimension every bit is
/// flipped or not by a coin that depends on the bits above it. Immutable.
final class SobolSequence {
  private static final int BITS = 32;

  /// Primitive polynomial and initial direction numbers of dimensions 2, 3, …; the first dimension
  /// needs none. A polynomial's binary digits are its coefficients.
  private static final int[][] JOE_KUO = {
    {3, 1},
    {7, 1, 3},
    {11, 1, 3, 1},
    {13, 1, 1, 1},
    {19, 1, 1, 3, 3},
    {25, 1, 3, 5, 13},
    {37, 1, 1, 5, 5, 17},
    {41, 1, 1, 5, 5, 5},
    {47, 1, 1, 7, 11, 19},
    {55, 1, 1, 5, 1, 1},
    {59, 1, 1, 1, 3, 11},
    {61, 1, 3, 5, 5, 31},
    {67, 1, 3, 3, 9, 7, 49},
    {91, 1, 1, 1, 15, 21, 21},
    {97, 1, 3, 1, 13, 27, 49},
    {103, 1, 1, 1, 15, 7, 5},
    {109, 1, 3, 1, 15, 13, 25},
    {115, 1, 1, 5, 5, 19, 61},
    {131, 1, 3, 7, 11, 23, 15, 103},
    {137, 1, 3, 7, 13, 13, 15, 69},
    {143, 1, 1, 3, 13, 7, 35, 63},
    {145, 1, 3, 5, 9, 1, 25, 53},
    {157, 1, 3, 1, 13, 9, 35, 107},
    {167, 1, 3, 1, 5, 27, 61, 31},
    {171, 1, 1, 5, 11, 19, 41, 61},
    {185, 1, 3, 5, 3, 3, 13, 69},
    {191, 1, 1, 7, 13, 1, 19, 1},
    {193, 1, 3, 7, 5, 13, 19, 59},
    {203, 1, 1, 3, 9, 25, 29, 41},
    {211, 1, 3, 5, 13, 23, 1, 55},
    {213, 1, 3, 7, 3, 13, 59, 17},
  };

  private final int[][] directions;
  private final long key;

  /// @param dimensions 1 or more; from dimension 33 on the numbers are independent random ones
  SobolSequence(int dimensions, long key) {
    this.key = key;
    directions = new int[dimensions][];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      directions[dimension] = directions(dimension);
    }
  }

  private static int[] directions(int dimension) {
    int[] directions = new int[BITS];
    if (dimension > JOE_KUO.length) {
      return directions;
    }
    if (dimension == 0) {
      for (int bit = 0; bit < BITS; bit++) {
        directions[bit] = 1 << (BITS - 1 - bit);
      }
      return directions;
    }
    int[] row = JOE_KUO[dimension - 1];
    int degree = row.length - 1;
    for (int bit = 0; bit < BITS; bit++) {
      if (bit < degree) {
        directions[bit] = row[bit + 1] << (BITS - 1 - bit);
        continue;
      }
      directions[bit] = directions[bit - degree] ^ (directions[bit - degree] >>> degree);
      for (int k = 1; k < degree; k++) {
        if ((row[0] >> (degree - k) & 1) == 1) {
          directions[bit] ^= directions[bit - k];
        }
      }
    }
    return directions;
  }

  /// Point number `index` of the scrambled sequence; each coordinate in [0, 1), a multiple of
  /// 2^-32.
  double[] point(int index) {
    double[] point = new double[directions.length];
    for (int dimension = 0; dimension < point.length; dimension++) {
      int bits =
          dimension > JOE_KUO.length
              ? (int) CounterRandom.bits(CounterRandom.key(key, dimension), index)
              : scramble(bits(dimension, index), CounterRandom.key(key, dimension));
      point[dimension] = Integer.toUnsignedLong(bits) * 0x1p-32;
    }
    return point;
  }

  /// The coordinate before scrambling, as its 32 binary digits.
  int bits(int dimension, int index) {
    int gray = index ^ (index >>> 1);
    int bits = 0;
    for (int bit = 0; gray != 0; bit++, gray >>>= 1) {
      if ((gray & 1) == 1) {
        bits ^= directions[dimension][bit];
      }
    }
    return bits;
  }

  private static int scramble(int bits, long key) {
    int flips = 0;
    for (int bit = 0; bit < BITS; bit++) {
      // The bits above this one, after a leading 1 that tells short prefixes from long ones.
      long above = (1L << bit) | (bit == 0 ? 0 : bits >>> (BITS - bit));
      flips |= (int) (CounterRandom.bits(key, above) >>> 63) << (BITS - 1 - bit);
    }
    return bits ^ flips;
  }
}
