package dev.prod2vec.synthetic;

import java.util.List;

/// A type of product, whose variants are substitutes: a line of the shop's table.
///
/// @param name for example `Whole Milk`
/// @param brands the department's brands
/// @param sizes the aisle's sizes
record ProductType(
    String name, String aisle, String department, List<String> brands, List<String> sizes) {

  /// The name of variant number `variant`; the first brands x sizes of them differ.
  ///
  /// @param style words between brand and type, each followed by a space; may be empty
  String variant(int variant, String style) {
    // Types begin with different brands, so that no brand leads everywhere.
    int brand = Math.floorMod(variant + name.hashCode(), brands.size());
    int size = (variant % brands.size() + variant / brands.size()) % sizes.size();
    return "%s %s%s, %s".formatted(brands.get(brand), style, name, sizes.get(size));
  }
}
