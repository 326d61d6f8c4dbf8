package dev.prod2vec.quality;

import java.util.List;

/// One check and its outcome.
///
/// @param name kebab-case, for example `missing-product-id`; what `quality.warn-only` names
/// @param question what is asked, as a person would
/// @param observed what was found, with unit
/// @param bound what is allowed, with unit
/// @param severity what being outside the bound does, after `quality.warn-only`
/// @param advice what to do; empty where it passed, or where there is nothing to say
/// @param exampleColumns headings of the examples
/// @param examples at most five rows, each as long as `exampleColumns`; none where it passed
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
