package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.file.InputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Explains in one message why DuckDB refused a csv file.
final class CsvFault {
  private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");
  private static final Pattern FIELDS =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

  private CsvFault() {}

  static InputException of(Input file, List<String> columns, DatabaseException refused) {
    String text = refused.text();
    if (!text.contains("Expected Number of Columns")) {
      scan(file);
    }
    Matcher line = LINE.matcher(text);
    String where = line.find() ? file + ":" + line.group(1) : file.name();
    return new InputException(where + ": " + what(text, columns, refused), refused);
  }

  /// Reads the whole file to find bytes that are not text and gzip data that end early.
  ///
  /// @throws InputException if there are any
  static void scan(Input file) {
    try (LineReader lines = new LineReader(file)) {
      while (lines.next() != null) {
        // The reader throws with what is wrong, and in which line.
      }
    }
  }

  private static String what(String text, List<String> columns, DatabaseException refused) {
    Matcher fields = FIELDS.matcher(text);
    if (fields.find()) {
      return "%s fields found, %s expected, as the header has (%s)"
          .formatted(fields.group(2), fields.group(1), Excerpt.names(columns));
    }
    if (text.contains("unterminated quote")) {
      return "a field begins with a quote that is not closed at the field's end\n"
          + "hint: a quote inside a quoted field is written twice";
    }
    if (text.contains("state machine reached an invalid state")) {
      return "the lines end differently, some in CR LF and some in LF\n"
          + "hint: dos2unix makes them all alike";
    }
    return Excerpt.reason(refused.reason());
  }
}
