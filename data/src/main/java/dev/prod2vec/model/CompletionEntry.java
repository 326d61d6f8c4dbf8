package dev.prod2vec.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A product that completes a basket, and its reason, in a JSON document.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CompletionEntry(
    @JsonPropertyDescription("The shop's id.") String productId,
    @JsonPropertyDescription("The name; the id if the shop gave none.") String productName,
    @JsonPropertyDescription("What the list is sorted by; higher is better.") float score,
    @JsonPropertyDescription("Id of the reason: the basket's product that adds most to the score.")
        String withProductId,
    @JsonPropertyDescription("Name of the reason.") String withProductName,
    @JsonPropertyDescription("Training orders that hold both.") int boughtTogether,
    @JsonPropertyDescription("Share of the training orders that hold both.") float support,
    @JsonPropertyDescription("How many times more often than by chance both were bought together.")
        float lift) {
  static CompletionEntry of(Neighbour neighbour, Vocabulary vocabulary) {
    Product product = vocabulary.product(neighbour.product());
    Product with = vocabulary.product(neighbour.with());
    return new CompletionEntry(
        product.id(),
        product.name(),
        neighbour.score(),
        with.id(),
        with.name(),
        neighbour.together(),
        (float) neighbour.support(),
        (float) neighbour.lift());
  }
}
