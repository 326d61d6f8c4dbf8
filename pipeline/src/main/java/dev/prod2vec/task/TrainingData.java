package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.prepared.PreparedData;
import java.util.Arrays;

/// The baskets of a run.
record TrainingData(Baskets training, Baskets validation, int size) {
  static TrainingData of(TaskFiles files) {
    return new TrainingData(
        PreparedData.baskets(files.read(PreparedData.BASKETS)),
        PreparedData.baskets(files.read(PreparedData.VALIDATION)),
        PreparedData.vocabulary(files.read(PreparedData.VOCABULARY)).size());
  }

  /// Training and validation baskets, one after the other.
  Baskets all() {
    int[][] all = new int[training.size() + validation.size()][];
    Arrays.setAll(
        all,
        i -> i < training.size() ? training.basket(i) : validation.basket(i - training.size()));
    return Baskets.of(all);
  }
}
