package dev.prod2vec.file;

import java.util.List;
import java.util.stream.Collectors;

/// Comma-separated files, as RFC 4180 quotes their fields; lines end with a line feed.
public final class Csv {
  private Csv() {}

  /// A line with its line feed.
  public static String line(List<String> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n"));
  }

  /// A text of the data as a field.
  public static String field(String text, CsvFormulas formulas) {
    return field(formulas.of(text));
  }

  /// The field, in quotes if it has a comma, a quote, a line break or white space at an end.
  public static String field(String text) {
    boolean quoted =
        text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            || !text.strip().equals(text);
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
