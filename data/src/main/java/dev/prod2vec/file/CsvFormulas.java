package dev.prod2vec.file;

import java.util.regex.Pattern;

/// How to write texts that a spreadsheet would run as formulas: names, ids and categories come from
/// outside. Numbers are not texts and stay.
public enum CsvFormulas {
  /// Texts stay as they are.
  KEEP,
  /// Texts get an apostrophe in front, as
  /// [OWASP](https://owasp.org/www-community/attacks/CSV_Injection) advises.
  QUOTE;

  /// Includes the full-width forms of the signs, which a spreadsheet may read as the usual ones.
  private static final Pattern BEGIN =
      Pattern.compile("[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20]");

  /// The text to write into a field.
  public String of(String text) {
    return switch (this) {
      case KEEP -> text;
      case QUOTE -> BEGIN.matcher(text).lookingAt() ? "'" + text : text;
    };
  }
}
