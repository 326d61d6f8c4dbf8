package dev.prod2vec.file;

/// Fields of comma-separated files, as RFC 4180 quotes them.
public final class Csv {
  private Csv() {}

  /// A text from the data as a field.
  public static String field(String text, CsvFormulas formulas) {
    return field(formulas.of(text));
  }

  /// The field, in quotes where it has a comma, a quote, a line break or white space at an end.
  public static String field(String text) {
    boolean quoted =
        text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            || !text.strip().equals(text);
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
