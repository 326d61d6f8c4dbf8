package dev.prod2vec.cluster;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.training.ShardTrainer;
import dev.prod2vec.training.TrainingConfig;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// The baskets of a shard, as an executor keeps them between rounds.
final class Shard implements Serializable {
  private final int number;
  private final int[] starts;
  private final int[] products;

  /// Made where it is needed, and kept as long as the executor keeps the shard in memory.
  private transient @Nullable ShardTrainer trainer;

  Shard(int number, Baskets baskets) {
    this.number = number;
    starts = baskets.starts();
    products = baskets.products();
  }

  int number() {
    return number;
  }

  /// One thread at a time may use it.
  ShardTrainer trainer(long[] counts, TrainingConfig config) {
    if (trainer == null) {
      trainer = new ShardTrainer(new Baskets(starts, products), number, counts, config);
    }
    return trainer;
  }
}
