package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.file.InputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Explains in one message why DuckDB refused a csv file.
final class CsvFault {
  private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");
  private static final Pattern FIELDS =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

  private CsvFault() {}

  static InputException of(TableFile file, DatabaseException refused) {
    String text = refused.text();
    if (!text.contains("Expected Number of Columns")) {
      scan(file.input(), file.dialect());
    }
    Matcher line = LINE.matcher(text);
    String where =
        line.find() ? file.name() + ":" + line(file, Long.parseLong(line.group(1))) : file.name();
    return new InputException(
        where + ": " + what(text, file.columns(), file.dialect(), refused), refused);
  }

  /// The line of a row. DuckDB counts rows, some of which have several lines.
  private static long line(TableFile file, long row) {
    Map<Long, Long> lines = new HashMap<>();
    CsvLines.find(file, number -> number == row, Set.of(), lines);
    return lines.getOrDefault(row, row);
  }

  /// Reads the whole file to find bytes that are not text and gzip data that end early.
  ///
  /// @throws InputException if there are any
  static void scan(Input file, Dialect dialect) {
    try (LineReader lines = new LineReader(file, dialect)) {
      while (lines.next() != null) {
        // The reader throws with what is wrong, and in which line.
      }
    }
  }

  static String wrongNumber(String found, String expected, List<String> columns, Dialect dialect) {
    return dialect.csv().header()
        ? "%s fields found, %s expected, as the header has (%s)"
            .formatted(found, expected, Excerpt.names(columns))
        : "%s fields found, %s expected, as the first row has".formatted(found, expected);
  }

  /// The exception for a quote that is never closed.
  static InputException unclosed(Input file, long line, Dialect dialect) {
    return new InputException("%s:%s: %s".formatted(file, line, unclosed(dialect)));
  }

  private static String unclosed(Dialect dialect) {
    return "a field begins with a quote that is not closed at the field's end\nhint: a quote inside a quoted field is written twice; %s if a backslash is before it, %s if quotes mean nothing"
        .formatted(dialect.example("escape", "'\\'"), dialect.example("quote", "none"));
  }

  private static String what(
      String text, List<String> columns, Dialect dialect, DatabaseException refused) {
    Matcher fields = FIELDS.matcher(text);
    if (fields.find()) {
      return wrongNumber(fields.group(2), fields.group(1), columns, dialect);
    }
    if (text.contains("unterminated quote")) {
      return unclosed(dialect);
    }
    if (text.contains("state machine reached an invalid state")) {
      return "the lines end differently, some in CR LF and some in LF\n"
          + "hint: dos2unix makes them all alike";
    }
    return Excerpt.reason(refused.reason());
  }
}
