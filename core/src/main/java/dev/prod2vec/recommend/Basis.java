package dev.prod2vec.recommend;

import dev.prod2vec.setting.KebabCase;

/// What it rests on that two products are similar. A product's place among the others is a mean of
/// what its purchases say and of what its name and categories say. The more often it was bought,
/// the more its purchases count, up to a limit; the less certain of the two places decides.
public enum Basis {
  /// On purchases, which count at least half as much as they can.
  ORDERS,
  /// On both; purchases count less than that.
  ORDERS_AND_NAMES,
  /// On names and categories: purchases count less than a tenth of that.
  NAMES;

  private static final float MOST = 0.5f;
  private static final float LEAST = 0.1f;

  /// @param share of the most that purchases can count in a product's place, in [0, 1]
  static Basis of(float share) {
    return share >= MOST ? ORDERS : share >= LEAST ? ORDERS_AND_NAMES : NAMES;
  }

  /// The word in files and JSON, for example `orders-and-names`.
  public String word() {
    return KebabCase.of(this);
  }

  /// The same as people read it, for example `orders and names`.
  public String label() {
    return word().replace('-', ' ');
  }
}
