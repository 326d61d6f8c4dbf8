package dev.prod2vec.cluster;

import dev.prod2vec.training.ShardProducts;
import java.io.Serializable;

/// The rows of a block that a shard needs in the next round.
///
/// @param shard its number
/// @param inputs see [ShardProducts]
/// @param outputs see [ShardProducts]
record Asked(int shard, int[] inputs, int[] outputs) implements Serializable {
  static Asked of(int shard, ShardProducts products) {
    return new Asked(shard, products.inputs(), products.outputs());
  }

  ShardProducts products() {
    return new ShardProducts(inputs, outputs);
  }
}
