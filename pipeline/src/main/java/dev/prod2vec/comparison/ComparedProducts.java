package dev.prod2vec.comparison;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.model.ProductEntry;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// The products that two models learned, in a JSON document.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ComparedProducts(
    @JsonPropertyDescription("Products that both learned, known by their ids.") int common,
    @JsonPropertyDescription("Products that only the second model learned.") int added,
    @JsonPropertyDescription("Products that only the first model learned.") int gone,
    @JsonPropertyDescription("The added ones, most bought first.") List<ProductEntry> addedProducts,
    @JsonPropertyDescription(
            "Products that only the first model learned, most bought first; the counts are from its"
                + " run.")
        List<ProductEntry> goneProducts) {
  public ComparedProducts {
    addedProducts = List.copyOf(addedProducts);
    goneProducts = List.copyOf(goneProducts);
  }

  ComparedProducts first(int limit) {
    return new ComparedProducts(
        common,
        added,
        gone,
        RunComparison.first(addedProducts, limit),
        RunComparison.first(goneProducts, limit));
  }
}
