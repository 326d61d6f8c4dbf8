package dev.prod2vec.quality;

import dev.prod2vec.prepared.Finding;
import java.util.List;

/// A few rows that show what a check found.
///
/// @param columns headings
/// @param rows at most five, each as long as `columns`
record Examples(List<String> columns, List<List<String>> rows) {
  static final int MOST = 5;
  static final Examples NONE = new Examples(List.of(), List.of());

  static Examples of(Finding finding) {
    return new Examples(finding.exampleColumns(), finding.examples());
  }
}
