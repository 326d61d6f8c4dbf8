package dev.prod2vec.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Vocabulary;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A neighbour and its evidence, in a JSON document.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record NeighbourEntry(
    @JsonUnwrapped ProductEntry product,
    @JsonPropertyDescription("What the list is made by; higher is closer.") float score,
    @JsonPropertyDescription("Id of the asked product that the evidence is about.")
        String withProductId,
    @JsonPropertyDescription("Training orders that hold both.") int boughtTogether,
    @JsonPropertyDescription("Share of the training orders that hold both.") double support,
    @JsonPropertyDescription("How many times more often than by chance both were bought together.")
        double lift,
    @JsonPropertyDescription("What the score rests on: orders, orders-and-names, or names.")
        String restsOn) {
  static NeighbourEntry of(Neighbour neighbour, Vocabulary vocabulary) {
    return new NeighbourEntry(
        ProductEntry.of(vocabulary.product(neighbour.product()), vocabulary),
        neighbour.score(),
        vocabulary.product(neighbour.with()).id(),
        neighbour.together(),
        neighbour.support(),
        neighbour.lift(),
        neighbour.basis().word());
  }
}
