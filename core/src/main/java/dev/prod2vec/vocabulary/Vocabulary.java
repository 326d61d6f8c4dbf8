package dev.prod2vec.vocabulary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

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

  /// A product's category in each column, by the column's name and in the columns' order.
  public SequencedMap<String, String> categories(Product product) {
    SequencedMap<String, String> categories = new LinkedHashMap<>();
    for (int column = 0; column < categoryColumns.size(); column++) {
      categories.put(categoryColumns.get(column), product.categories().get(column));
    }
    return categories;
  }

  /// Where each product of this vocabulary stands in another one, found by id; -1 for a product
  /// that the other one does not have. Length: [#size].
  public int[] indexesIn(Vocabulary other) {
    Map<String, Integer> indexes = HashMap.newHashMap(other.size());
    other.products().forEach(product -> indexes.put(product.id(), product.index()));
    int[] to = new int[size()];
    Arrays.setAll(to, index -> indexes.getOrDefault(product(index).id(), -1));
    return to;
  }
}
