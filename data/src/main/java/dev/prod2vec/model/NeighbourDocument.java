package dev.prod2vec.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/// The neighbours of a product or a basket, as a JSON document.
public record NeighbourDocument(
    @JsonPropertyDescription("substitute, complement, cannibal or completion.") String kind,
    @JsonPropertyDescription("The product, or the products of the basket.") List<AskedEntry> asked,
    @JsonPropertyDescription("Best first, or in the order that was asked for.")
        List<NeighbourEntry> neighbours) {
  public NeighbourDocument {
    asked = List.copyOf(asked);
    neighbours = List.copyOf(neighbours);
  }
}
