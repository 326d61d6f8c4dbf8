package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.model.ProductEntry;
import java.util.List;

/// Products that were found.
record ProductList(
    @JsonPropertyDescription("How many products match; more than are listed, perhaps.") int total,
    @JsonPropertyDescription("The best matches first.") List<ProductEntry> products) {
  ProductList {
    products = List.copyOf(products);
  }
}
