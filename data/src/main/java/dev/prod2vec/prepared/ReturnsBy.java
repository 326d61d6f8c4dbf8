package dev.prod2vec.prepared;

/// Which purchases a return takes back.
public enum ReturnsBy {
  /// Those of the same product in the same order.
  ORDER,
  /// Also those of the same customer and product in other orders, the newest first.
  CUSTOMER
}
