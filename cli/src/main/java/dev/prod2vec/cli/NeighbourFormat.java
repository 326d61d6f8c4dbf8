package dev.prod2vec.cli;

import dev.prod2vec.export.CsvFormulas;

/// How neighbours are printed.
enum NeighbourFormat {
  TABLE,
  JSON,
  CSV;

  /// @param formulas of csv
  String text(NeighbourTable answer, CsvFormulas formulas) {
    return switch (this) {
      case TABLE -> answer.text();
      case JSON -> answer.json();
      case CSV -> answer.csv(formulas);
    };
  }
}
