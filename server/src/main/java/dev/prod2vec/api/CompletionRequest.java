package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// Baskets to complete: either one or several.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CompletionRequest(
    @JsonPropertyDescription("One basket: the ids of its products. Its id in the answer is 1.")
        Optional<List<String>> basket,
    @JsonPropertyDescription("Several baskets.") Optional<List<AskedBasket>> baskets,
    @JsonPropertyDescription("Most products for a basket, from 1 to 1000. Default: 10.")
        Optional<Integer> limit,
    @JsonPropertyDescription("As the parameter same of similar; about all products of the basket.")
        Optional<List<String>> same,
    @JsonPropertyDescription("As the parameter not of similar; about all products of the basket.")
        Optional<List<String>> not,
    @JsonPropertyDescription("As the parameter within of similar.") Optional<List<String>> within,
    @JsonPropertyDescription("As the parameter min_orders of similar.") Optional<Integer> minOrders,
    @JsonPropertyDescription("As the parameter min_together of similar; about the reason.")
        Optional<Integer> minTogether,
    @JsonPropertyDescription("As the parameter max_lift of similar; about the reason.")
        Optional<Double> maxLift) {
  CompletionRequest {
    basket = basket.map(List::copyOf);
    baskets = baskets.map(List::copyOf);
    same = same.map(List::copyOf);
    not = not.map(List::copyOf);
    within = within.map(List::copyOf);
  }
}
