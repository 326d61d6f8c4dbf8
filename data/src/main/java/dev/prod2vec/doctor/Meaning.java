package dev.prod2vec.doctor;

/// What a column seems to be.
public enum Meaning {
  ORDER("order id"),
  PRODUCT("product id"),
  NAME("product name"),
  QUANTITY("quantity"),
  PRICE("price"),
  DATE("date"),
  CUSTOMER("customer"),
  CATEGORY("category"),
  JOIN("joins files"),
  NONE("");

  private final String words;

  Meaning(String words) {
    this.words = words;
  }

  /// As people call it; empty for [#NONE].
  public String words() {
    return words;
  }
}
