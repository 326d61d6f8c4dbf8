package dev.prod2vec.cluster;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.training.Fading;
import dev.prod2vec.training.ShardTrainer;
import dev.prod2vec.training.TrainingConfig;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// The baskets of a shard, as an executor keeps them between rounds.
final class Shard implements Serializable {
  private final int number;
  private final int[] starts;
  private final int[] products;
  private final int[] days;
  private final float[] quantities;
  private final int newest;

  /// Made where it is needed, and kept as long as the executor keeps the shard in memory.
  private transient @Nullable ShardTrainer trainer;

  /// @param newest date of the newest basket of all shards
  Shard(int number, Baskets baskets, int newest) {
    this.number = number;
    starts = baskets.starts();
    products = baskets.products();
    days = baskets.days();
    quantities = baskets.quantities();
    this.newest = newest;
  }

  int number() {
    return number;
  }

  /// One thread at a time may use it.
  ShardTrainer trainer(long[] counts, TrainingConfig config) {
    if (trainer == null) {
      trainer =
          new ShardTrainer(
              new Baskets(starts, products, days, quantities),
              number,
              counts,
              config,
              new Fading(newest, config.halfLife()));
    }
    return trainer;
  }
}
