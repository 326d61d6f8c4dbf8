package dev.prod2vec.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// What completes a basket, in a JSON document.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CompletedBasket(
    @JsonPropertyDescription("Id of the basket.") String basketId,
    @JsonPropertyDescription("What completes it, best first; empty if no product of it is known.")
        List<CompletionEntry> neighbours) {
  public CompletedBasket {
    neighbours = List.copyOf(neighbours);
  }

  /// What completes a basket.
  ///
  /// @param neighbours indexes of the vocabulary, best first
  public static CompletedBasket of(String id, List<Neighbour> neighbours, Vocabulary vocabulary) {
    return new CompletedBasket(
        id, neighbours.stream().map(it -> CompletionEntry.of(it, vocabulary)).toList());
  }
}
