package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;

/// How much more a product counts of which more was bought: it is learned in an epoch with a
/// probability in proportion to its weight, which is 1 for the greatest weight of its basket.
public enum QuantityWeight {
  /// All products count alike.
  NONE {
    @Override
    double weight(float quantity) {
      return 1;
    }
  },
  /// 1 + ln q, and 1 where less than one was bought.
  LOG {
    @Override
    double weight(float quantity) {
      return 1 + StrictMath.log(Math.max(quantity, 1));
    }
  },
  /// The quantity itself.
  LINEAR {
    @Override
    double weight(float quantity) {
      return quantity;
    }
  };

  /// @param quantity more than 0
  abstract double weight(float quantity);

  /// For each product of each basket the probability that it is learned in an epoch; empty if all
  /// are.
  ///
  /// @throws IllegalArgumentException if weights are asked for and there are no quantities
  float[] chances(Baskets baskets) {
    if (this == NONE || baskets.products().length == 0) {
      return new float[0];
    }
    if (!baskets.isQuantified()) {
      throw new IllegalArgumentException("a quantity weight needs baskets with quantities");
    }
    float[] chances = new float[baskets.products().length];
    for (int b = 0; b < baskets.size(); b++) {
      float most = 0;
      for (int at = baskets.start(b); at < baskets.end(b); at++) {
        most = Math.max(most, baskets.quantities()[at]);
      }
      for (int at = baskets.start(b); at < baskets.end(b); at++) {
        chances[at] = (float) (weight(baskets.quantities()[at]) / weight(most));
      }
    }
    return chances;
  }
}
