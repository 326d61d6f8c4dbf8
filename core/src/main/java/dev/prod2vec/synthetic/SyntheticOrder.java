package dev.prod2vec.synthetic;

/// One order of the generated shop.
///
/// @param id text, unique
/// @param products positions in [SyntheticShop#products], each at most once, at least one, in the
///   order they were put into the basket
public record SyntheticOrder(String id, int[] products) {}
