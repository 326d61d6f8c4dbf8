package dev.prod2vec.cli;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.model.NeighbourAnswer;
import dev.prod2vec.model.NeighbourAnswers;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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

  /// The same for several products.
  String text(NeighbourAnswers answers, int columns, Supplier<CsvFormulas> formulas) {
    return switch (this) {
      case TABLE ->
          answers.each().stream()
              .map(answer -> NeighbourTable.text(answer, columns))
              .collect(Collectors.joining("\n"));
      case JSON -> answers.json();
      case CSV -> answers.csv(formulas.get());
    };
  }
}
