package dev.prod2vec.feature;

import java.util.function.IntPredicate;

/// The products that have each feature: [SideInformation] the other way round.
///
/// @param starts position in `products` where each feature begins, and the end
/// @param products of all features, one feature after the other, each ascending
record FeatureProducts(int[] starts, int[] products) {
  /// @param counted whether a product is among them
  static FeatureProducts of(SideInformation side, IntPredicate counted) {
    // Two places ahead, so that each start is at its place once it has moved over its products.
    int[] starts = new int[side.size() + 2];
    forEach(side, counted, (feature, _) -> starts[feature + 2]++);
    for (int feature = 0; feature < side.size(); feature++) {
      starts[feature + 2] += starts[feature + 1];
    }
    int[] products = new int[starts[side.size() + 1]];
    forEach(side, counted, (feature, product) -> products[starts[feature + 1]++] = product);
    return new FeatureProducts(starts, products);
  }

  /// Number of products that have a feature.
  int size(int feature) {
    return starts[feature + 1] - starts[feature];
  }

  private interface Visitor {
    void visit(int feature, int product);
  }

  private static void forEach(SideInformation side, IntPredicate counted, Visitor visitor) {
    for (int product = 0; product < side.products(); product++) {
      if (counted.test(product)) {
        for (int at = side.starts()[product]; at < side.starts()[product + 1]; at++) {
          visitor.visit(side.features()[at], product);
        }
      }
    }
  }
}
