package dev.prod2vec.comparison;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/// A model that was compared, in a JSON document.
public record ComparedRun(
    @JsonPropertyDescription("The run's id; the name of the folder if it is no run.") String id,
    @JsonPropertyDescription("Products that were learned from orders.") int products,
    @JsonPropertyDescription("Numbers per vector.") int dim) {
  static ComparedRun of(ComparedModel compared) {
    return new ComparedRun(
        compared.id(), compared.model().vocabulary().trained(), compared.model().embedding().dim());
  }
}
