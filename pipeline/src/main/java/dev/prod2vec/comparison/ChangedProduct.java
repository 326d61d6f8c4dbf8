package dev.prod2vec.comparison;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A product of two models and how it changed, in a JSON document.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ChangedProduct(
    @JsonPropertyDescription("The shop's id.") String productId,
    @JsonPropertyDescription("The name in b; the id if the shop gave none.") String productName,
    @JsonPropertyDescription("The category in each column of b; empty text where unknown.")
        Map<String, String> categories,
    @JsonPropertyDescription("Training orders of a that it is in.") long ordersA,
    @JsonPropertyDescription("Training orders of b that it is in.") long ordersB,
    @JsonPropertyDescription("Rank-biased overlap of its two lists of substitutes, in [0, 1].")
        double overlap,
    @JsonPropertyDescription("Substitutes that are in both lists.") int kept,
    @JsonPropertyDescription("1 - cosine of its two vectors after the map, in [0, 2].")
        double drift,
    @JsonPropertyDescription("Substitutes in b that are not in the list of a.")
        List<MovedNeighbour> cameIn,
    @JsonPropertyDescription("Substitutes in a that are not in the list of b.")
        List<MovedNeighbour> left) {
  public ChangedProduct {
    categories = new LinkedHashMap<>(categories);
    cameIn = List.copyOf(cameIn);
    left = List.copyOf(left);
  }

  /// A product that is in one of two lists.
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record MovedNeighbour(
      @JsonPropertyDescription("The shop's id.") String productId,
      @JsonPropertyDescription("The name; the id if the shop gave none.") String productName,
      @JsonPropertyDescription("Its place in the list, from 1.") int rank,
      @JsonPropertyDescription("Which models learned it: both, a or b.") String learned) {}
}
