package dev.prod2vec.cli;

/// How neighbours are printed.
enum NeighbourFormat {
  TABLE,
  JSON,
  CSV;

  String text(NeighbourTable answer) {
    return switch (this) {
      case TABLE -> answer.text();
      case JSON -> answer.json();
      case CSV -> answer.csv();
    };
  }
}
