package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/// Vectors of some products.
record VectorList(
    @JsonPropertyDescription("Numbers of a vector.") int dim,
    @JsonPropertyDescription("How many products have a vector.") int total,
    @JsonPropertyDescription("By falling number of orders, or as the ids were given.")
        List<VectorEntry> vectors) {
  VectorList {
    vectors = List.copyOf(vectors);
  }
}
