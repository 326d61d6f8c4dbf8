package dev.prod2vec.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Finds the lines of a csv file that hold some of its rows, to name them: DuckDB counts rows, some
/// of which have several lines.
final class CsvLines {
  private final char delimiter;

  /// Whether the end of the line that was read last is inside a quoted field.
  private boolean quoted;

  private CsvLines(char delimiter) {
    this.delimiter = delimiter;
  }

  /// Finds lines.
  ///
  /// @param rejected numbers of the rows that DuckDB left out, from 1, which is the header; blank
  ///   rows and skipped lines count
  /// @param rows numbers of rows that it read, from 0; neither blank rows nor the header count
  /// @param rejectedLines gets the 1-based line where each rejected row begins
  /// @return the 1-based line where each of `rows` begins
  static Map<Long, Long> find(
      TableFile file, LongPredicate rejected, Set<Long> rows, Map<Long, Long> rejectedLines) {
    CsvLines state = new CsvLines(file.layout().delimiter());
    Map<Long, Long> found = new HashMap<>();
    try (LineReader lines = new LineReader(file.input(), file.dialect())) {
      long record = 0;
      long row = file.layout().header() ? -1 : 0;
      @Nullable String line;
      while ((line = lines.next()) != null) {
        if (lines.number() <= file.layout().skipped()) {
          record++;
          continue;
        }
        boolean begins = !state.quoted;
        state.read(line);
        if (!begins) {
          continue;
        }
        record++;
        if (rejected.test(record)) {
          rejectedLines.put(record, lines.number());
        } else if (!line.isEmpty()) {
          if (rows.contains(row)) {
            found.put(row, lines.number());
          }
          row++;
        }
      }
    }
    return found;
  }

  private void read(String line) {
    boolean atFieldStart = !quoted;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        // A quote in a quoted field is doubled, which closes and opens it.
        quoted = c != '"';
      } else if (c == '"' && (atFieldStart || line.charAt(i - 1) == '"')) {
        quoted = true;
      }
      atFieldStart = c == delimiter;
    }
  }
}
