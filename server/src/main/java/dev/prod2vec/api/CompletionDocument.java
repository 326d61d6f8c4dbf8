package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.model.CompletedBasket;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// Baskets that were completed.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CompletionDocument(
    @JsonPropertyDescription("In the order in which they were asked about.")
        List<CompletedBasket> baskets,
    @JsonPropertyDescription("Ids that no product has; they were left out. At most 100.")
        List<String> unknownProducts) {
  CompletionDocument {
    baskets = List.copyOf(baskets);
    unknownProducts = List.copyOf(unknownProducts);
  }
}
