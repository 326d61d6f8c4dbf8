package dev.prod2vec.synthetic;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Setting;

/// How large the generated shop is.
public record SyntheticConfig(
    @Setting("Number of products; 10 to 10 million.") int products,
    @Setting("Number of orders; 1 to 1000 million.") int orders,
    @Setting("Seed of the shop and its orders.") long seed) {

  public static final SyntheticConfig DEFAULT = new SyntheticConfig(2_000, 40_000, 1L);

  public SyntheticConfig {
    require(
        products >= 10 && products <= 10_000_000,
        "products must be 10 to 10000000, but is %d",
        products);
    require(
        orders >= 1 && orders <= 1_000_000_000,
        "orders must be 1 to 1000000000, but is %d",
        orders);
  }

  /// The same shop with another number of orders.
  public SyntheticConfig withOrders(int orders) {
    return new SyntheticConfig(products, orders, seed);
  }
}
