package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Sql;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Turns an id as read into the id that is used: white space and invisible marks around it are
/// removed, text is brought to Unicode's form NFC, and null values are missing ids.
///
/// Conditions and expressions are SQL, to run on the distinct ids, not on every row.
final class Ids {
  /// Unicode's white space and invisible marks: soft hyphen, zero-width space and joiners,
  /// direction marks, byte order mark.
  private static final String AROUND =
      "\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
          + "\u200a\u2028\u2029\u202f\u205f\u3000"
          + "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
          + "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff";

  private final boolean clean;
  private final List<String> nullValues;

  Ids(OrdersConfig config) {
    clean = config.cleanIds();
    nullValues = config.nullValues().stream().map(Ids::folded).filter(v -> !v.isEmpty()).toList();
  }

  /// The text without white space and invisible marks around it.
  static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && AROUND.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (from < to && AROUND.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  /// The same in SQL.
  static String strippedSql(String expression) {
    return "CASE WHEN %1$s THEN %2$s ELSE trim(%2$s, %3$s) END"
        .formatted(isPlainSql(expression), expression, Sql.text(AROUND));
  }

  /// A condition in SQL that most ids meet: ASCII text with nothing around it. DuckDB is slow at
  /// trimming given characters.
  private static String isPlainSql(String expression) {
    return "regexp_full_match(%s, '[!-~]([ -~]*[!-~])?')".formatted(expression);
  }

  /// Whether a text read as an id is a null value; blanks are not.
  boolean isNull(String text) {
    return nullValues.contains(folded(text));
  }

  /// A condition in SQL: a null value, and not blank.
  String isNullSql(String expression) {
    return isIn(strippedSql(expression));
  }

  /// A query in SQL of a relation's columns and, as `used`, the id that is used; null if the id is
  /// missing. It has two halves, because DuckDB would compute both branches of a CASE for every
  /// row.
  ///
  /// @param relation the text after `FROM`, with the id as it is `written`
  String usedSql(String relation) {
    String stripped = "trim(written, %s)".formatted(Sql.text(AROUND));
    return """
    WITH ids AS MATERIALIZED (FROM %1$s)
    SELECT *, CASE WHEN NOT (%3$s) THEN written END AS used FROM ids WHERE %2$s
    UNION ALL
    SELECT *, CASE WHEN coalesce(%4$s, '') <> '' AND NOT (%5$s) THEN %6$s END
    FROM ids WHERE NOT coalesce(%2$s, false)\
    """
        .formatted(
            relation,
            isPlainSql("written"),
            isIn("written"),
            stripped,
            isIn(stripped),
            clean ? "nfc_normalize(%s)".formatted(stripped) : "written");
  }

  private String isIn(String expression) {
    return nullValues.isEmpty()
        ? "false"
        : "lower(%s) IN (%s)".formatted(expression, literals(nullValues));
  }

  static String literals(List<String> values) {
    return values.stream().map(Sql::text).collect(Collectors.joining(", "));
  }

  /// The text with codes for invisible characters and combining marks, for messages about texts
  /// that look the same.
  static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          boolean hidden =
              c != ' '
                  && (AROUND.indexOf(c) >= 0
                      || Character.isISOControl(c)
                      || Character.getType(c) == Character.NON_SPACING_MARK);
          if (hidden) {
            shown.append("\\u%04x".formatted(c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    boolean edged = !shown.isEmpty() && (shown.charAt(0) == ' ' || text.endsWith(" "));
    return edged ? "\"" + shown + "\"" : shown.toString();
  }

  private static String folded(String text) {
    return stripped(text).toLowerCase(Locale.ROOT);
  }
}
