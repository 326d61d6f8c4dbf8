package dev.prod2vec.comparison;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// How far the vectors of the common products moved, in a JSON document. Drift is 1 - cosine, in
/// [0, 2], after the orthogonal map that brings the vectors of the first model closest to the
/// second's.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ComparedVectors(
    @JsonPropertyDescription("Mean drift of the common products.") double mean,
    @JsonPropertyDescription("The same, each product weighted by its training orders in b.")
        double meanByOrders,
    @JsonPropertyDescription("Half of the products drifted less.") double median,
    @JsonPropertyDescription("Nine tenths of the products drifted less.") double ninthDecile,
    @JsonPropertyDescription("The common products, the largest drift first.")
        List<ChangedProduct> driftedProducts) {
  public ComparedVectors {
    driftedProducts = List.copyOf(driftedProducts);
  }

  ComparedVectors first(int limit) {
    return new ComparedVectors(
        mean, meanByOrders, median, ninthDecile, RunComparison.first(driftedProducts, limit));
  }
}
