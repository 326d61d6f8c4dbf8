package dev.prod2vec.random;

/// Random numbers that are a function of a key and a counter, so that they depend neither on who
/// draws them nor when. The generator is SplitMix64 (Steele, Lea, Flood 2014): the n-th number is
/// the mix of key + n times a constant.
public final class CounterRandom {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private CounterRandom() {}

  /// The key of a stream, from what the stream is for.
  public static long key(long seed, long... parts) {
    long key = mix(seed + GAMMA);
    for (long part : parts) {
      // The rotation gives another key when seed and parts trade places.
      key = mix(Long.rotateLeft(key, 23) + mix(part + GAMMA));
    }
    return key;
  }

  /// Element `counter` of a stream: 64 random bits.
  public static long bits(long key, long counter) {
    return mix(key + (counter + 1) * GAMMA);
  }

  /// A number from 0 to below `bound` from the upper half of random bits.
  ///
  /// @param bound 1 or more; the bias is below bound / 2^32
  public static int below(long bits, int bound) {
    return (int) (((bits >>> 32) * bound) >>> 32);
  }

  /// A number in [0, 1) from the upper 24 random bits.
  public static float unit(long bits) {
    return (bits >>> 40) * 0x1p-24f;
  }

  /// Puts the elements into a random order that depends on the key alone (Fisher and Yates).
  public static void shuffle(int[] elements, long key) {
    shuffle(elements, elements.length, key);
  }

  /// As the other [#shuffle], for the first `size` elements only.
  public static void shuffle(int[] elements, int size, long key) {
    for (int i = size - 1; i > 0; i--) {
      int j = below(bits(key, i), i + 1);
      int element = elements[i];
      elements[i] = elements[j];
      elements[j] = element;
    }
  }

  private static long mix(long x) {
    long z = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
