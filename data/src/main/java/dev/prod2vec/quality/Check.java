package dev.prod2vec.quality;

import java.util.List;

/// One check and its outcome.
///
/// @param name kebab-case, for example `missing-product-id`; what `quality.warn-only` names
/// @param question the question that the check answers, in plain words
/// @param observed what was found, with unit
/// @param bound what is allowed, with unit
/// @param severity the effect of being outside the bound, after `quality.warn-only`
/// @param advice what to do; empty if it passed, or if there is no advice
/// @param exampleColumns headings of the examples
/// @param examples at most five rows, each as long as `exampleColumns`; none if it passed
public record Check(
    String name,
    String question,
    String observed,
    String bound,
    Severity severity,
    Verdict verdict,
    String advice,
    List<String> exampleColumns,
    List<List<String>> examples) {
  public Check {
    exampleColumns = List.copyOf(exampleColumns);
    examples = examples.stream().map(List::copyOf).toList();
  }
}
