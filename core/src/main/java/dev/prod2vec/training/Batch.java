package dev.prod2vec.training;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// The baskets of one update, whose gradients are all computed on the same weights, and their noise
/// products. Baskets form groups, and each group shares its noise products. A group is divided into
/// parts, each the work of one thread at a time. [Batches] fills a batch; everybody else only reads
/// it. Arrays grow with the largest batch and may be longer than needed.
final class Batch {
  /// A part ends with the basket that brings it to this many products.
  private static final int PART_PRODUCTS = 64;

  private int baskets;
  private int[] products = new int[0];
  private int[] starts = new int[1];
  private int[] contexts = new int[0];
  private int[] contextStarts = new int[1];

  /// Per basket.
  private long[] noiseKeys = new long[1];

  private int groups;
  private int[] groupStarts = new int[1];

  private int parts;
  private int[] partStarts = new int[1];
  private int[] partGroups = new int[0];

  private int noisePerGroup;
  private int[] noise = new int[0];

  /// Number of baskets.
  int baskets() {
    return baskets;
  }

  /// Number of products, over all baskets.
  int size() {
    return starts[baskets];
  }

  /// Number of products of basket `basket`.
  int size(int basket) {
    return starts[basket + 1] - starts[basket];
  }

  /// Position in [#products] where basket `basket` begins.
  int start(int basket) {
    return starts[basket];
  }

  /// The products of all baskets, one basket after the other. In each basket, the products that
  /// predict come first.
  int[] products() {
    return products;
  }

  /// Number of products that predict, over all baskets.
  int contextSize() {
    return contextStarts[baskets];
  }

  /// Number of products of basket `basket` that predict.
  int contextSize(int basket) {
    return contextStarts[basket + 1] - contextStarts[basket];
  }

  /// Position in [#contexts] where basket `basket` begins.
  int contextStart(int basket) {
    return contextStarts[basket];
  }

  /// The products that predict: the first ones of each basket, one basket after the other.
  int[] contexts() {
    return contexts;
  }

  /// The key of the noise draws of basket `basket`. A [BatchObjective] draws the noise of a group
  /// by the key of the group's first basket; [PairLearner] draws noise for each basket.
  long noiseKey(int basket) {
    return noiseKeys[basket];
  }

  /// Number of ordered pairs of two products of a basket, over all baskets.
  long pairs() {
    long pairs = 0;
    for (int b = 0; b < baskets; b++) {
      int n = size(b);
      pairs += (long) n * (n - 1);
    }
    return pairs;
  }

  /// Number of groups.
  int groups() {
    return groups;
  }

  /// Number of the first basket of group `group`. For the number after the last group it is
  /// [#baskets].
  int groupStart(int group) {
    return groupStarts[group];
  }

  /// Position in [#contexts] where group `group` begins.
  int groupContext(int group) {
    return contextStarts[groupStarts[group]];
  }

  /// Number of parts.
  int parts() {
    return parts;
  }

  /// Number of the first basket of part `part`. For the number after the last part it is
  /// [#baskets].
  int partStart(int part) {
    return partStarts[part];
  }

  /// The group that part `part` belongs to.
  int partGroup(int part) {
    return partGroups[part];
  }

  /// Position in [#products] where part `part` begins.
  int partProduct(int part) {
    return starts[partStarts[part]];
  }

  /// Position in [#contexts] where part `part` begins.
  int partContext(int part) {
    return contextStarts[partStarts[part]];
  }

  /// Number of noise products, over all groups.
  int noiseSize() {
    return groups * noisePerGroup;
  }

  /// Position in [#noise] where group `group` begins.
  int noiseStart(int group) {
    return group * noisePerGroup;
  }

  /// The noise products of all groups, one group after the other.
  int[] noise() {
    return noise;
  }

  /// Empties the batch, so that it can be filled again.
  void clear() {
    baskets = 0;
    groups = 0;
    parts = 0;
  }

  /// Adds a basket: first those of its products that predict the others, then the rest.
  ///
  /// @param noiseKey see [#noiseKey]
  /// @param predicts for each of the products, by its place in the basket
  void add(long noiseKey, int[] from, int start, int length, IntPredicate predicts) {
    int at = size();
    int context = contextSize();
    if (starts.length < baskets + 2) {
      starts = Arrays.copyOf(starts, 2 * (baskets + 2));
      contextStarts = Arrays.copyOf(contextStarts, starts.length);
      noiseKeys = Arrays.copyOf(noiseKeys, starts.length);
    }
    if (products.length < at + length) {
      products = Arrays.copyOf(products, 2 * (at + length));
      contexts = Arrays.copyOf(contexts, products.length);
    }
    int others = at + length;
    for (int i = 0; i < length; i++) {
      int product = from[start + i];
      if (predicts.test(i)) {
        products[at++] = product;
        contexts[context++] = product;
      } else {
        products[--others] = product;
      }
    }
    noiseKeys[baskets++] = noiseKey;
    starts[baskets] = starts[baskets - 1] + length;
    contextStarts[baskets] = context;
  }

  /// Completes the batch: divides the baskets into groups and the groups into parts, and draws the
  /// noise products of each group.
  void complete(int basketsPerGroup, int newNoisePerGroup, NoiseSource source) {
    groups = (baskets + basketsPerGroup - 1) / basketsPerGroup;
    if (groupStarts.length <= groups) {
      groupStarts = new int[groups + 1];
    }
    if (partStarts.length <= baskets) {
      partStarts = new int[baskets + 1];
      partGroups = new int[baskets];
    }
    for (int group = 0; group < groups; group++) {
      groupStarts[group] = group * basketsPerGroup;
      groupStarts[group + 1] = Math.min(baskets, groupStarts[group] + basketsPerGroup);
      for (int b = groupStarts[group]; b < groupStarts[group + 1]; b++) {
        boolean begins =
            b == groupStarts[group] || starts[b] - starts[partStarts[parts - 1]] >= PART_PRODUCTS;
        if (begins) {
          partStarts[parts] = b;
          partGroups[parts++] = group;
        }
      }
    }
    partStarts[parts] = baskets;
    noisePerGroup = newNoisePerGroup;
    if (noise.length < noiseSize()) {
      noise = new int[noiseSize()];
    }
    for (int group = 0; group < groups; group++) {
      source.draw(noiseKeys[groupStarts[group]], noise, noiseStart(group), noiseStart(group + 1));
    }
  }

  /// Where noise products come from.
  interface NoiseSource {
    /// Draws the products at some positions.
    ///
    /// @param key identifies the draw
    void draw(long key, int[] products, int from, int to);
  }
}
