package dev.prod2vec.vocabulary;

import java.util.List;

/// One product that has a vector.
///
/// @param index row of the tensors, 0-based, by falling count
/// @param id the shop's id, as text
/// @param name its name; the id if the shop gave no name
/// @param categories one value per category column, empty text where unknown
/// @param count number of training baskets that it is in, before large ones were split
public record Product(int index, String id, String name, List<String> categories, long count) {
  public Product {
    categories = List.copyOf(categories);
  }
}
