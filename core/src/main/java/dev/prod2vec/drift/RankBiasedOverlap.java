package dev.prod2vec.drift;

import java.util.HashSet;
import java.util.Set;

/// How alike two ranked lists are, with more weight on their first places: the rank-biased overlap
/// (Webber, Moffat and Zobel 2010), extrapolated from the places that are known.
public final class RankBiasedOverlap {
  /// How much a place counts beside the one before it: the first ten have 86% of the weight.
  static final double PERSISTENCE = 0.9;

  private RankBiasedOverlap() {}

  /// The overlap, in [0, 1]: 1 for lists that are the same, 0 for lists that have nothing in
  /// common. It does not matter which list is first.
  ///
  /// @param one different items, best first; may be empty, and longer or shorter than `other`
  public static double of(int[] one, int[] other) {
    int[] shorter = one.length <= other.length ? one : other;
    int[] longer = one.length <= other.length ? other : one;
    if (shorter.length == 0) {
      return longer.length == 0 ? 1 : 0;
    }
    Set<Integer> seen = new HashSet<>();
    Set<Integer> seenToo = new HashSet<>();
    int common = 0;
    int commonOfShorter = 0;
    double weight = 1;
    double sum = 0;
    for (int depth = 1; depth <= longer.length; depth++) {
      int item = longer[depth - 1];
      seen.add(item);
      common += seenToo.contains(item) ? 1 : 0;
      if (depth <= shorter.length) {
        int itemToo = shorter[depth - 1];
        seenToo.add(itemToo);
        common += seen.contains(itemToo) ? 1 : 0;
        commonOfShorter = common;
      }
      weight *= PERSISTENCE;
      double beyond = Math.max(0, depth - shorter.length);
      sum += weight * (common + commonOfShorter * beyond / shorter.length) / depth;
    }
    double rest = (double) (common - commonOfShorter) / longer.length;
    double last = (double) commonOfShorter / shorter.length;
    // The weights of equal lists add up to 1 only about.
    return Math.min(1, (1 - PERSISTENCE) / PERSISTENCE * sum + (rest + last) * weight);
  }
}
