package dev.prod2vec.vocabulary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// The products that have a vector: first those that training learned from orders, then new ones,
/// each by falling count. Immutable.
///
/// @param categoryColumns names of the category columns; may be empty
/// @param products product `i` has index `i` and as many categories as there are columns
/// @param trained how many were learned from orders
public record Vocabulary(List<String> categoryColumns, List<Product> products, int trained) {

  /// @throws IllegalArgumentException if a product's index is not its position
  public Vocabulary {
    categoryColumns = List.copyOf(categoryColumns);
    products = List.copyOf(products);
    Objects.checkFromToIndex(0, trained, products.size());
    for (int i = 0; i < products.size(); i++) {
      if (products.get(i).index() != i
          || products.get(i).categories().size() != categoryColumns.size()) {
        throw new IllegalArgumentException(
            "not the product at position %s: %s".formatted(i, products.get(i)));
      }
    }
  }

  /// Of products that were all learned from orders.
  public Vocabulary(List<String> categoryColumns, List<Product> products) {
    this(categoryColumns, products, products.size());
  }

  /// The products that were learned from orders, and then others.
  ///
  /// @param others their indexes do not matter, their categories are those of the same columns
  public Vocabulary withNew(List<Product> others) {
    List<Product> all = new ArrayList<>(products.subList(0, trained));
    for (Product other : others) {
      all.add(new Product(all.size(), other.id(), other.name(), other.categories(), other.count()));
    }
    return new Vocabulary(categoryColumns, all, trained);
  }

  /// The products that are new.
  public List<Product> newProducts() {
    return products.subList(trained, products.size());
  }

  /// Where the vector of a product comes from.
  public VectorSource source(Product product) {
    return product.index() < trained ? VectorSource.ORDERS : VectorSource.SIDE_INFORMATION;
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
