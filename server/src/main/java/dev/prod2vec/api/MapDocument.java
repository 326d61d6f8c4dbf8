package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// Where products stand on the map: columns of equal length, by falling number of orders.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MapDocument(
    @JsonPropertyDescription("Width and height of the map; places are from 0 to this.") double size,
    @JsonPropertyDescription(
            "How many products, from the first, t-SNE placed; each later one stands beside the most"
                + " similar of these.")
        int anchors,
    @JsonPropertyDescription("The shop's ids.") List<String> productIds,
    @JsonPropertyDescription("The names; the id if the shop gave none.") List<String> productNames,
    @JsonPropertyDescription("Training orders with the product.") long[] counts,
    @JsonPropertyDescription("One for each column of categories.") List<Categories> categories,
    @JsonPropertyDescription("From the left.") float[] x,
    @JsonPropertyDescription("From the top.") float[] y) {
  MapDocument {
    productIds = List.copyOf(productIds);
    productNames = List.copyOf(productNames);
    categories = List.copyOf(categories);
  }

  /// A column of categories: a category has many products, so each name stands here once.
  ///
  /// @param of positions in `values`
  record Categories(
      @JsonPropertyDescription("Name of the column.") String column,
      @JsonPropertyDescription("The different categories; empty text where unknown.")
          List<String> values,
      @JsonPropertyDescription("For each product, the position of its category in values, from 0.")
          int[] of) {
    Categories {
      values = List.copyOf(values);
    }
  }

  static MapDocument of(ProductMap map, Vocabulary vocabulary) {
    List<Product> products = vocabulary.products();
    List<Categories> categories = new ArrayList<>();
    for (int column = 0; column < vocabulary.categoryColumns().size(); column++) {
      categories.add(categories(column, vocabulary));
    }
    return new MapDocument(
        ProductMap.SIZE,
        map.anchors(),
        products.stream().map(Product::id).toList(),
        products.stream().map(Product::name).toList(),
        products.stream().mapToLong(Product::count).toArray(),
        categories,
        map.x(),
        map.y());
  }

  private static Categories categories(int column, Vocabulary vocabulary) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    int[] of =
        vocabulary.products().stream()
            .mapToInt(product ->
                positions.computeIfAbsent(product.categories().get(column), _ -> positions.size()))
            .toArray();
    return new Categories(
        vocabulary.categoryColumns().get(column), List.copyOf(positions.keySet()), of);
  }
}
