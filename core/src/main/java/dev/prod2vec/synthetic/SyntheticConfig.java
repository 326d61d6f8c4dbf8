package dev.prod2vec.synthetic;

import static dev.prod2vec.setting.Records.requireRanges;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;

/// How large the generated shop is.
public record SyntheticConfig(
    @Setting(value = "Number of products.", defaultValue = "2000", min = 10, max = 10_000_000)
        int products,
    @Setting(value = "Number of orders.", defaultValue = "40000", min = 1, max = 1_000_000_000)
        int orders,
    @Setting(value = "Seed of the shop and its orders.", defaultValue = "1") long seed) {

  public static final SyntheticConfig DEFAULT = Records.defaults(SyntheticConfig.class);

  public SyntheticConfig {
    requireRanges(SyntheticConfig.class, products, orders, seed);
  }

  /// The same shop with another number of orders.
  public SyntheticConfig withOrders(int newOrders) {
    return Records.with(this, "orders", newOrders);
  }
}
