package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// The vector of a product.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record VectorEntry(
    @JsonPropertyDescription("The shop's id.") String productId,
    @JsonPropertyDescription("What the vector comes from: orders, or side-information.")
        String source,
    @JsonPropertyDescription("The input vector, as the exports have it.") float[] vector) {}
