package dev.prod2vec.synthetic;

import dev.prod2vec.random.CounterRandom;
import java.util.List;
import java.util.Objects;

/// A generated grocery shop whose substitutes and complements are known. Products are brands and
/// sizes of a type (`Whole Milk`): substitutes of each other. Orders come from missions
/// (`breakfast`), each with recipes of types that are bought together: complements. Missions,
/// recipes and variants follow power laws; some purchases are noise.
///
/// Products and orders are computed when asked for and not held: each is a function of the config
/// and its number. Immutable; safe to share between threads.
public final class SyntheticShop {
  private final SyntheticConfig config;
  private final ShopLayout layout;
  private final OrderGenerator generator;
  private final ShopTruth truth;

  public SyntheticShop(SyntheticConfig config) {
    this.config = config;
    ShopTable table = ShopTable.INSTANCE;
    this.layout =
        new ShopLayout(table.types(), config.products(), CounterRandom.key(config.seed(), 1));
    List<Mission> missions = table.missions(layout.types());
    this.generator = new OrderGenerator(layout, missions, CounterRandom.key(config.seed(), 2));
    this.truth = new ShopTruth(layout, missions);
  }

  /// Number of products.
  public int products() {
    return config.products();
  }

  /// Number of orders.
  public int orders() {
    return config.orders();
  }

  /// The product at a place in the shop, 0 to below [#products].
  public SyntheticProduct product(int product) {
    return layout.product(Objects.checkIndex(product, products()));
  }

  /// Order number 0 to below [#orders].
  public SyntheticOrder order(int number) {
    return generator.order(Objects.checkIndex(number, orders()));
  }

  /// What a model trained on the orders should find.
  public ShopTruth truth() {
    return truth;
  }
}
