package dev.prod2vec.training;

import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// Some baskets and their gradients, all computed on the same weights before they are applied.
/// Baskets stand in groups that share their noise products; a part, some baskets of one group, is
/// what one thread works on. Arrays grow with the largest batch and may be longer than what is in
/// use.
final class Batch {
  /// A part ends with the basket that gives it as many products.
  private static final int PART_PRODUCTS = 64;

  /// Tells this batch from those the object held before.
  long number;

  /// Basket `b` is `products[starts[b] .. starts[b + 1])`.
  int[] products = new int[0];

  int[] starts = new int[1];

  /// The number of each basket among the training baskets.
  int[] ids = new int[1];

  int baskets;

  /// The products that predict: the first ones of each basket. Those of basket `b` are
  /// `contexts[contextStarts[b] .. contextStarts[b + 1])`.
  int[] contexts = new int[0];

  int[] contextStarts = new int[1];

  /// Group `g` has the baskets `groupStarts[g] .. groupStarts[g + 1]`.
  int[] groupStarts = new int[1];

  int groups;

  /// Part `p` has the baskets `partStarts[p] .. partStarts[p + 1]` of group `partGroups[p]`.
  int[] partStarts = new int[1];

  int[] partGroups = new int[0];
  int parts;

  /// Group `g`'s noise products begin at `g` times their number.
  int[] noise = new int[0];

  /// A row for each of [#contexts]: its input vector, which was scored against the noise, and the
  /// gradients of these scores, up, as many as a group has noise products.
  float[] x = new float[0];

  float[] noiseScores = new float[0];

  /// Gradients, up: a row for the input vector of each of [#contexts], one for the output vector of
  /// each of [#products] and one for that of each of [#noise]; the sum of the squares of each row;
  /// then those of the biases.
  float[] inputs = new float[0];

  float[] outputs = new float[0];
  float[] noiseOutputs = new float[0];
  float[] inputSquares = new float[0];
  float[] outputSquares = new float[0];
  float[] noiseSquares = new float[0];
  float[] biases = new float[0];
  float[] noiseBiases = new float[0];

  /// Loss and number of predicted products, per part.
  double[] losses = new double[0];

  int[] predictions = new int[0];

  void clear() {
    baskets = 0;
    groups = 0;
    parts = 0;
    number++;
  }

  /// Number of products, over all baskets.
  int size() {
    return starts[baskets];
  }

  /// Number of products of basket `basket`.
  int size(int basket) {
    return starts[basket + 1] - starts[basket];
  }

  /// Number of products of basket `basket` that predict.
  int contexts(int basket) {
    return contextStarts[basket + 1] - contextStarts[basket];
  }

  /// Number of products that predict, over all baskets.
  int contexts() {
    return contextStarts[baskets];
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

  /// Position in [#products] where part `part` begins.
  int partStart(int part) {
    return starts[partStarts[part]];
  }

  /// Position in [#contexts] where part `part` begins.
  int partContext(int part) {
    return contextStarts[partStarts[part]];
  }

  /// Position in [#contexts] where group `group` begins.
  int groupContext(int group) {
    return contextStarts[groupStarts[group]];
  }

  /// Adds a basket: first those of its products that predict the others, then the rest.
  ///
  /// @param predicts for each of the products, by its place in the basket
  void add(int id, int[] from, int start, int length, IntPredicate predicts) {
    int at = size();
    int context = contexts();
    if (starts.length < baskets + 2) {
      starts = Arrays.copyOf(starts, 2 * (baskets + 2));
      contextStarts = Arrays.copyOf(contextStarts, starts.length);
      ids = Arrays.copyOf(ids, starts.length);
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
    ids[baskets++] = id;
    starts[baskets] = starts[baskets - 1] + length;
    contextStarts[baskets] = context;
  }

  /// Divides the baskets into groups, these into parts, and makes room for their gradients.
  void divide(int basketsPerGroup, int noisePerGroup, int stride) {
    groups = (baskets + basketsPerGroup - 1) / basketsPerGroup;
    if (groupStarts.length <= groups) {
      groupStarts = new int[groups + 1];
    }
    if (partStarts.length <= baskets) {
      partStarts = new int[baskets + 1];
      partGroups = new int[baskets];
      losses = new double[baskets];
      predictions = new int[baskets];
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
    int rows = groups * noisePerGroup;
    if (noise.length < rows) {
      noise = new int[rows];
      noiseBiases = new float[rows];
      noiseSquares = new float[rows];
      noiseOutputs = new float[rows * stride];
    }
    if (biases.length < size()) {
      int room = size() + size() / 4;
      biases = new float[room];
      inputSquares = new float[room];
      outputSquares = new float[room];
      inputs = new float[room * stride];
      outputs = new float[room * stride];
      x = new float[room * stride];
      noiseScores = new float[room * Matrix.stride(noisePerGroup)];
    }
  }
}
