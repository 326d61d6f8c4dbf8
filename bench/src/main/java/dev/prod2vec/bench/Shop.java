package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.synthetic.SyntheticConfig;
import dev.prod2vec.synthetic.SyntheticShop;
import java.util.stream.IntStream;

/// Baskets of the generated shop.
final class Shop {
  /// About as many as a vocabulary of Instacart.
  static final int PRODUCTS = 20_000;

  private Shop() {}

  /// The baskets of two products or more among so many orders.
  static Baskets baskets(int orders) {
    SyntheticShop shop = new SyntheticShop(new SyntheticConfig(PRODUCTS, orders, 1L));
    return Baskets.of(
        IntStream.range(0, orders)
            .mapToObj(number -> shop.order(number).products())
            .filter(products -> products.length > 1)
            .toArray(int[][]::new));
  }
}
