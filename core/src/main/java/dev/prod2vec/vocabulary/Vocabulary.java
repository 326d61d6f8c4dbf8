package dev.prod2vec.vocabulary;

import java.util.List;

/// The products that have a vector, by falling count. Immutable.
///
/// @param categoryColumns names of the category columns; may be empty
/// @param products product `i` has index `i` and as many categories as there are columns
public record Vocabulary(List<String> categoryColumns, List<Product> products) {

  /// @throws IllegalArgumentException if a product's index is not its position
  public Vocabulary {
    categoryColumns = List.copyOf(categoryColumns);
    products = List.copyOf(products);
    for (int i = 0; i < products.size(); i++) {
      if (products.get(i).index() != i
          || products.get(i).categories().size() != categoryColumns.size()) {
        throw new IllegalArgumentException(
            "not the product at position %s: %s".formatted(i, products.get(i)));
      }
    }
  }

  /// Number of products.
  public int size() {
    return products.size();
  }

  /// The product at `index`.
  public Product product(int index) {
    return products.get(index);
  }

  /// Each product's count.
  public long[] counts() {
    return products.stream().mapToLong(Product::count).toArray();
  }
}
