package dev.prod2vec.file;

import java.util.regex.Pattern;

/// What becomes of texts in tables that a spreadsheet would run as formulas: names, ids and
/// categories come from outside. Numbers are no texts, and stay.
public enum CsvFormulas {
  /// They stay as they are.
  KEEP,
  /// They get an apostrophe in front, as
  /// [OWASP](https://owasp.org/www-community/attacks/CSV_Injection) advises.
  QUOTE;

  /// Also the wide forms of the signs, for which a spreadsheet may take the narrow ones.
  private static final Pattern BEGIN =
      Pattern.compile("[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20]");

  /// The text as it is to stand in a field.
  public String of(String text) {
    return switch (this) {
      case KEEP -> text;
      case QUOTE -> BEGIN.matcher(text).lookingAt() ? "'" + text : text;
    };
  }
}
