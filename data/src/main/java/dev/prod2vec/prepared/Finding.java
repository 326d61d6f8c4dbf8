package dev.prod2vec.prepared;

import java.util.List;

/// An anomaly, with examples.
///
/// @param count how many, in the unit of `kind`
/// @param exampleColumns headings of the examples
/// @param examples at most five rows, each as long as `exampleColumns`
public record Finding(
    FindingKind kind, long count, List<String> exampleColumns, List<List<String>> examples) {
  public Finding {
    exampleColumns = List.copyOf(exampleColumns);
    examples = examples.stream().map(List::copyOf).toList();
  }
}
