package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// The baskets of one update, whose gradients are all computed on the same weights, and their noise
/// products. Baskets form groups, and each group shares its noise products. A group is divided into
/// parts, each the work of one thread at a time. [Batches] fills a batch; everybody else only reads
/// it. Arrays grow with the largest batch and may be longer than needed.
final class Batch {
  /// A part ends with the basket that brings it to this many products.
  private static final int PART_PRODUCTS = 64;

  private int first;
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

  private int[] noiseStarts = new int[1];
  private int[] noise = new int[0];
  private float[] noiseLogWeights = new float[0];

  /// Per product of a basket: its place among the noise products of its group, or -1.
  private int[] places = new int[0];

  private int blocks;
  private int[] blockStarts = new int[1];
  private int[] blockGroups = new int[0];
  private int[] blockProducts = new int[0];
  private int[] blockSizes = new int[0];
  private int[] contextRows = new int[0];
  private int[] contextUses = new int[0];

  private final Touched inputs;
  private final Touched outputs;

  /// Per product of the vocabulary: a number that is valid if its stamp is the current one.
  private final int[] numbers;

  private final int[] stamps;
  private int stamp;

  /// The row that stands for each product in this batch; empty: the product's own index.
  private final int[] rowOf;

  /// @param size products of the vocabulary
  Batch(int size) {
    this(size, new int[0]);
  }

  /// @param rowOf the row that stands for each product, below `size`; it is read only for products
  ///   of the batch, while the batch is filled
  Batch(int size, int[] rowOf) {
    this.rowOf = rowOf;
    numbers = new int[size];
    stamps = new int[size];
    inputs = new Touched(size);
    outputs = new Touched(size);
  }

  /// Number of baskets.
  int baskets() {
    return baskets;
  }

  /// Number of the epoch's baskets that came before it, those included that lost their products to
  /// subsampling.
  int first() {
    return first;
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
    return noiseStarts[groups];
  }

  /// Position in [#noise] where group `group` begins. For the number after the last group it is
  /// [#noiseSize].
  int noiseStart(int group) {
    return noiseStarts[group];
  }

  /// The noise products of all groups, one group after the other.
  int[] noise() {
    return noise;
  }

  /// For each of [#noise], the logarithm of how many products it stands for: how often it was drawn
  /// over how often it is drawn on average.
  float[] noiseLogWeights() {
    return noiseLogWeights;
  }

  /// The place of the product at a position of [#products] among the noise products of its group,
  /// or -1.
  int noisePlace(int position) {
    return places[position];
  }

  /// Number of blocks: the distinct products of [#contexts] of a group are divided into blocks of
  /// up to [Kernel#BLOCK].
  int blocks() {
    return blocks;
  }

  /// Number of the first block of group `group`. For the number after the last group it is
  /// [#blocks].
  int blockStart(int group) {
    return blockStarts[group];
  }

  /// The group that block `block` belongs to.
  int blockGroup(int block) {
    return blockGroups[block];
  }

  /// Number of products of block `block`.
  int blockSize(int block) {
    return blockSizes[block];
  }

  /// The products of all blocks; those of block `block` begin at `block * Kernel.BLOCK`, which is
  /// also the number of their first row wherever there is a row for each.
  int[] blockProducts() {
    return blockProducts;
  }

  /// The number of the row that stands for the product at a position of [#contexts].
  int contextRow(int position) {
    return contextRows[position];
  }

  /// How many contexts of its group a row stands for.
  int contextUses(int row) {
    return contextUses[row];
  }

  /// The products whose input vectors change. Gradient rows: one for each of [#contexts], then one
  /// for each row of the blocks.
  Touched inputs() {
    return inputs;
  }

  /// The products whose output vectors change. Gradient rows: one for each of [#products], then one
  /// for each of [#noise].
  Touched outputs() {
    return outputs;
  }

  /// Empties the batch, so that it can be filled again.
  ///
  /// @param newFirst see [#first]
  void clear(int newFirst) {
    first = newFirst;
    baskets = 0;
    groups = 0;
    parts = 0;
    blocks = 0;
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
      contextRows = new int[products.length];
      places = new int[products.length];
    }
    int others = at + length;
    for (int i = 0; i < length; i++) {
      int product = row(from[start + i]);
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

  /// Completes the batch: divides the baskets into groups, the groups into parts and blocks, and
  /// draws the noise products of each group.
  void complete(int basketsPerGroup, int noiseProducts, NoiseSource source) {
    groups = (baskets + basketsPerGroup - 1) / basketsPerGroup;
    if (groupStarts.length <= groups) {
      groupStarts = new int[groups + 1];
      noiseStarts = new int[groups + 1];
      blockStarts = new int[groups + 1];
    }
    if (partStarts.length <= baskets) {
      partStarts = new int[baskets + 1];
      partGroups = new int[baskets];
    }
    if (noise.length < groups * noiseProducts) {
      noise = new int[groups * noiseProducts];
      noiseLogWeights = new float[noise.length];
    }
    for (int group = 0; group < groups; group++) {
      groupStarts[group] = group * basketsPerGroup;
      groupStarts[group + 1] = Math.min(baskets, groupStarts[group] + basketsPerGroup);
      divide(group);
      long key = noiseKeys[groupStarts[group]];
      int drawn = source.draw(key, noise, noiseLogWeights, noiseStarts[group], noiseProducts);
      noiseStarts[group + 1] = noiseStarts[group] + drawn;
      for (int i = noiseStarts[group]; rowOf.length > 0 && i < noiseStarts[group + 1]; i++) {
        noise[i] = row(noise[i]);
      }
      findPlaces(group);
      collect(group);
    }
    partStarts[parts] = baskets;
    touch();
  }

  private int row(int product) {
    return rowOf.length == 0 ? product : rowOf[product];
  }

  /// Divides a group into parts.
  private void divide(int group) {
    for (int b = groupStarts[group]; b < groupStarts[group + 1]; b++) {
      boolean begins =
          b == groupStarts[group] || starts[b] - starts[partStarts[parts - 1]] >= PART_PRODUCTS;
      if (begins) {
        partStarts[parts] = b;
        partGroups[parts++] = group;
      }
    }
  }

  private void findPlaces(int group) {
    stamp++;
    for (int i = noiseStarts[group]; i < noiseStarts[group + 1]; i++) {
      stamps[noise[i]] = stamp;
      numbers[noise[i]] = i - noiseStarts[group];
    }
    for (int i = starts[groupStarts[group]]; i < starts[groupStarts[group + 1]]; i++) {
      places[i] = stamps[products[i]] == stamp ? numbers[products[i]] : -1;
    }
  }

  /// Fills the blocks of a group.
  private void collect(int group) {
    stamp++;
    int from = contextStarts[groupStarts[group]];
    int to = contextStarts[groupStarts[group + 1]];
    int most = blocks + (to - from + Kernel.BLOCK - 1) / Kernel.BLOCK;
    if (blockSizes.length < most) {
      blockSizes = Arrays.copyOf(blockSizes, 2 * most);
      blockGroups = Arrays.copyOf(blockGroups, blockSizes.length);
      blockProducts = Arrays.copyOf(blockProducts, blockSizes.length * Kernel.BLOCK);
      contextUses = Arrays.copyOf(contextUses, blockProducts.length);
    }
    blockStarts[group] = blocks;
    int row = blocks * Kernel.BLOCK;
    for (int i = from; i < to; i++) {
      int product = contexts[i];
      if (stamps[product] != stamp) {
        stamps[product] = stamp;
        numbers[product] = row;
        contextUses[row] = 0;
        blockProducts[row++] = product;
      }
      contextRows[i] = numbers[product];
      contextUses[contextRows[i]]++;
    }
    for (int start = blocks * Kernel.BLOCK; start < row; start += Kernel.BLOCK) {
      blockGroups[blocks] = group;
      blockSizes[blocks++] = Math.min(Kernel.BLOCK, row - start);
    }
    blockStarts[group + 1] = blocks;
  }

  private void touch() {
    inputs.clear();
    inputs.add(contexts, 0, contextSize(), 0);
    for (int block = 0; block < blocks; block++) {
      int first = block * Kernel.BLOCK;
      inputs.add(blockProducts, first, blockSizes[block], contextSize() + first);
    }
    inputs.complete(contextSize());
    outputs.clear();
    outputs.add(products, 0, size(), 0);
    outputs.add(noise, 0, noiseSize(), size());
    outputs.complete(size());
  }

  /// Where noise products come from.
  interface NoiseSource {
    /// Draws noise products.
    ///
    /// @param key identifies the draw
    /// @param products receives the products, from `from` on
    /// @param logWeights receives [#noiseLogWeights]
    /// @param draws number of draws
    /// @return the number of products, at most `draws`
    int draw(long key, int[] products, float[] logWeights, int from, int draws);
  }
}
