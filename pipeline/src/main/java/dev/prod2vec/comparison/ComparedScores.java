package dev.prod2vec.comparison;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// The scores of two models on the same baskets, in a JSON document.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ComparedScores(
    @JsonPropertyDescription(
            "Whose test orders: both, if the runs hold out the same ones; otherwise b, or a if b has"
                + " none; none if neither has any.")
        String testOrders,
    @JsonPropertyDescription("Test baskets of that run.") int testBaskets,
    @JsonPropertyDescription("Of these, left out: fewer than two of their products are common.")
        int tooSmall,
    @JsonPropertyDescription(
            "Of these, left out: the other model was trained on orders with their ids.")
        int trainedOn,
    @JsonPropertyDescription("Baskets scored: the others, or a sample of 20,000 of them.")
        int baskets,
    @JsonPropertyDescription("Products that are ranked for each basket: the common ones.")
        int rankedProducts,
    @JsonPropertyDescription("HR@10, HR@100, NDCG@10 and MRR.") List<ComparedMetric> metrics) {
  public ComparedScores {
    metrics = List.copyOf(metrics);
  }
}
