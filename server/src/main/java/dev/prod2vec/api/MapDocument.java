package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
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
    @JsonPropertyDescription("From the left.") float[] x,
    @JsonPropertyDescription("From the top.") float[] y) {
  MapDocument {
    productIds = List.copyOf(productIds);
  }
}
