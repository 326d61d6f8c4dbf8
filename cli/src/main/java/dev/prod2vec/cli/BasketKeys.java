package dev.prod2vec.cli;

import java.util.Set;
import java.util.TreeSet;

/// The config keys that have an effect on commands which work on baskets without a run.
final class BasketKeys {
  /// Keys of reading baskets of products that are known.
  static final Set<String> READING =
      Set.of("orders", "database", "baskets.max-basket-size", "baskets.split-seed");

  /// Keys of reading files of orders.
  static final Set<String> FILES =
      Set.of(
          "orders.files",
          "orders.format",
          "orders.order-column",
          "orders.product-column",
          "orders.separator",
          "orders.filter",
          "orders.clean-ids",
          "orders.null-values",
          "orders.order-ids-per-file",
          "orders.source");

  /// Keys of making baskets and a vocabulary.
  static final Set<String> PREPARING =
      and(
          READING,
          "products",
          "baskets.min-count",
          "baskets.max-products",
          "baskets.validation-fraction");

  private BasketKeys() {}

  /// Keys, and others: names of sections, or of keys.
  static Set<String> and(Set<String> keys, String... others) {
    Set<String> all = new TreeSet<>(keys);
    all.addAll(Set.of(others));
    return all;
  }
}
