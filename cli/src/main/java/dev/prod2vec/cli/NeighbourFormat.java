package dev.prod2vec.cli;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.model.NeighbourAnswer;
import java.util.function.Supplier;

/// How neighbours are printed.
enum NeighbourFormat {
  TABLE,
  JSON,
  CSV;

  /// @param columns of the terminal, for a table
  /// @param formulas of csv; asked for if they are needed
  String text(NeighbourAnswer answer, int columns, Supplier<CsvFormulas> formulas) {
    return switch (this) {
      case TABLE -> NeighbourTable.text(answer, columns);
      case JSON -> answer.json();
      case CSV -> answer.csv(formulas.get());
    };
  }
}
