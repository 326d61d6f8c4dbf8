package dev.prod2vec.cli;

/// How neighbours are printed.
enum NeighbourFormat {
  TABLE,
  JSON,
  CSV;

  /// @param columns of the terminal, for a table
  String text(NeighbourTable answer, int columns) {
    return switch (this) {
      case TABLE -> answer.text(columns);
      case JSON -> answer.json();
      case CSV -> answer.csv();
    };
  }
}
