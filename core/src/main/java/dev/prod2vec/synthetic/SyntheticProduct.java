package dev.prod2vec.synthetic;

/// A product of the generated shop.
///
/// @param id text, unique
/// @param name English, unique
/// @param aisle the shelf it stands on
/// @param department the part of the shop its aisle is in
public record SyntheticProduct(String id, String name, String aisle, String department) {}
