package dev.prod2vec.comparison;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// How the substitutes of the common products changed, in a JSON document. Each list is the one
/// that `similar` shows: the ten best of all products that the model learned.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ComparedLists(
    @JsonPropertyDescription("Products in a list, at most.") int depth,
    @JsonPropertyDescription(
            "Mean share of a list that is in the other model's list as well, whatever the order.")
        double kept,
    @JsonPropertyDescription("The same, each product weighted by its training orders in b.")
        double keptByOrders,
    @JsonPropertyDescription(
            "Mean rank-biased overlap of the two lists, with a persistence of 0.9: 1 for equal"
                + " lists, 0 for lists with nothing in common; first places count most.")
        double overlap,
    @JsonPropertyDescription("The same, each product weighted by its training orders in b.")
        double overlapByOrders,
    @JsonPropertyDescription("Products whose list is another one, or in another order.")
        int changed,
    @JsonPropertyDescription(
            "These products, the lowest overlap first, and among equals the most bought.")
        List<ChangedProduct> changedProducts) {
  public ComparedLists {
    changedProducts = List.copyOf(changedProducts);
  }

  ComparedLists first(int limit) {
    return new ComparedLists(
        depth,
        kept,
        keptByOrders,
        overlap,
        overlapByOrders,
        changed,
        RunComparison.first(changedProducts, limit));
  }
}
