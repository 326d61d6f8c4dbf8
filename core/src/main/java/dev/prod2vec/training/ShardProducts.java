package dev.prod2vec.training;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.stream.Stream;

/// The products whose rows of a [TrainingState] a shard reads and changes in a round.
///
/// @param inputs products whose input vectors it needs, ascending: all of them are among the
///   outputs
/// @param outputs products whose output vectors and biases it needs, ascending
public record ShardProducts(int[] inputs, int[] outputs) {
  static ShardProducts of(BitSet inputs, BitSet outputs) {
    return new ShardProducts(inputs.stream().toArray(), outputs.stream().toArray());
  }

  /// Products of several shards, or of several blocks, together.
  public static ShardProducts join(Collection<ShardProducts> parts) {
    return new ShardProducts(
        sorted(parts.stream().map(ShardProducts::inputs)),
        sorted(parts.stream().map(ShardProducts::outputs)));
  }

  private static int[] sorted(Stream<int[]> parts) {
    BitSet all = new BitSet();
    parts.flatMapToInt(Arrays::stream).forEach(all::set);
    return all.stream().toArray();
  }

  /// Those of one stripe of the vocabulary: see [RowBlock].
  public ShardProducts of(int block, int blocks) {
    return new ShardProducts(stripe(inputs, block, blocks), stripe(outputs, block, blocks));
  }

  private static int[] stripe(int[] products, int block, int blocks) {
    return Arrays.stream(products).filter(product -> product % blocks == block).toArray();
  }
}
