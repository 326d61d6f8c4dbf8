package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;

/// What happens to rows of orders that cannot be read.
interface BadRows {
  /// The first one ends the reading.
  BadRows REFUSED =
      new BadRows() {
        @Override
        public String relation(int number, TableFile file) {
          return file.relation();
        }

        @Override
        public void line(InputException fault) {
          throw fault;
        }
      };

  /// The rows of a file, as the text after `FROM`.
  ///
  /// @param number of the file
  String relation(int number, TableFile file);

  /// Hears that rows of a file have several products each, so that their lines are not known.
  ///
  /// @param number of the file
  default void several(int number) {}

  /// Hears of a line of baskets that cannot be read. If this returns, the line is left out.
  void line(InputException fault);
}
