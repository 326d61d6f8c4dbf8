package dev.prod2vec.comparison;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/// Two models side by side, as a JSON document. The first is called a, the second b.
public record RunComparison(
    @JsonPropertyDescription("The first model, mostly the earlier one.") ComparedRun a,
    @JsonPropertyDescription("The second model.") ComparedRun b,
    @JsonPropertyDescription("What a reader of the scores should know, as sentences.")
        List<String> warnings,
    @JsonPropertyDescription("How often each finds the product left out of the same baskets.")
        ComparedScores scores,
    @JsonPropertyDescription("Which products were learned in both, and which in one.")
        ComparedProducts products,
    @JsonPropertyDescription("How the lists of substitutes changed.") ComparedLists neighbours,
    @JsonPropertyDescription("How far vectors moved.") ComparedVectors drift) {
  public RunComparison {
    warnings = List.copyOf(warnings);
  }

  /// The same with shorter lists.
  ///
  /// @param limit most products in each list
  public RunComparison first(int limit) {
    return new RunComparison(
        a, b, warnings, scores, products.first(limit), neighbours.first(limit), drift.first(limit));
  }

  static <T> List<T> first(List<T> list, int limit) {
    return list.subList(0, Math.min(limit, list.size()));
  }
}
