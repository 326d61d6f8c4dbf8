package dev.prod2vec.vocabulary;

import dev.prod2vec.setting.KebabCase;

/// Where a product's vector comes from.
public enum VectorSource {
  /// Training learned it from the orders.
  ORDERS,
  /// The product is new, or is in too few orders: its name and categories predict the vector.
  SIDE_INFORMATION;

  /// The word in files and JSON, for example `side-information`.
  public String word() {
    return KebabCase.of(this);
  }
}
