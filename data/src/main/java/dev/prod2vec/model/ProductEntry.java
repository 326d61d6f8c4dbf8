package dev.prod2vec.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A product in a JSON document.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ProductEntry(
    @JsonPropertyDescription("The shop's id.") String productId,
    @JsonPropertyDescription("The name; the id if the shop gave none.") String productName,
    @JsonPropertyDescription("The category in each column; empty text where unknown.")
        Map<String, String> categories,
    @JsonPropertyDescription("Training orders that it is in.") long count,
    @JsonPropertyDescription("What its vector comes from: orders, or side-information.")
        String source) {
  public ProductEntry {
    categories = new LinkedHashMap<>(categories);
  }

  public static ProductEntry of(Product product, Vocabulary vocabulary) {
    return new ProductEntry(
        product.id(),
        product.name(),
        vocabulary.categories(product),
        product.count(),
        vocabulary.source(product).word());
  }
}
