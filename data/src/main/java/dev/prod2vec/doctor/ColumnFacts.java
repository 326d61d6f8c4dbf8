package dev.prod2vec.doctor;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.ingest.DateFormats;
import dev.prod2vec.ingest.FileLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the values of a column are like, in the rows that were looked at.
///
/// @param name as the file writes it
/// @param place in the table of the look: `c0`, `c1`
/// @param filled rows with a value
/// @param distinct values
/// @param runs of equal values one after the other
/// @param most rows of the most frequent value
/// @param words values with a blank inside, among the distinct ones
/// @param notPositive numbers of 0 or less
/// @param formats of dates that fit all values; none if it is no date
/// @param examples the first different values
record ColumnFacts(
    String name,
    String place,
    Kind kind,
    long rows,
    long filled,
    long distinct,
    long runs,
    long most,
    long words,
    long notPositive,
    List<String> formats,
    List<String> examples) {
  /// The values' type.
  enum Kind {
    EMPTY("empty"),
    WHOLE("whole number"),
    DECIMAL("number"),
    COMMA("number with a comma"),
    DATE("date"),
    SWITCH("yes or no"),
    TEXT("text");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static final String WHOLE = "[+-]?[0-9]+";
  private static final String DECIMAL = "[+-]?[0-9]*[.]?[0-9]+([eE][+-]?[0-9]+)?[.]?0*";
  private static final String COMMA = "[+-]?([0-9]{1,3}([.][0-9]{3})+|[0-9]+)(,[0-9]+)?";
  private static final int EXAMPLES = 3;

  /// The facts of all columns.
  static List<ColumnFacts> of(FileLook.Rows look, Database database) throws InterruptedException {
    List<ColumnFacts> facts = new ArrayList<>();
    for (int i = 0; i < look.columns().size(); i++) {
      facts.add(of(look, i, database));
    }
    return facts;
  }

  private static ColumnFacts of(FileLook.Rows look, int column, Database database)
      throws InterruptedException {
    String c = "c" + column;
    List<Long> n =
        database
            .rows(
                """
                SELECT count(*), coalesce(sum(n), 0), coalesce(max(n), 0),
                  count(*) FILTER (WHERE contains(v, ' ')),
                  count(*) FILTER (WHERE regexp_full_match(v, '%s')),
                  count(*) FILTER (WHERE regexp_full_match(v, '%s')),
                  count(*) FILTER (WHERE regexp_full_match(v, '%s')),
                  count(*) FILTER (WHERE lower(v) IN ('0', '1', 'true', 'false', 't', 'f', 'yes', 'no', '?')),
                  coalesce(sum(n) FILTER (WHERE regexp_matches(v, '^-') OR regexp_full_match(v, '[+-]?0+([.,]0*)?')), 0),
                  count(*) FILTER (WHERE regexp_matches(v, '[0-9].*[-/.: ].*[0-9]'))
                FROM (SELECT %s AS v, count(*) AS n FROM %s WHERE %s IS NOT NULL GROUP BY v)\
                """
                    .formatted(WHOLE, DECIMAL, COMMA, c, look.table(), c))
            .getFirst()
            .stream()
            .map(Long::valueOf)
            .toList();
    long runs =
        database.number(
            """
            SELECT count(*) FROM (
              SELECT %1$s AS v, lag(%1$s) OVER (ORDER BY rowid) AS before FROM %2$s
              WHERE %1$s IS NOT NULL)
            WHERE v IS DISTINCT FROM before\
            """
                .formatted(c, look.table()));
    List<String> examples =
        database
            .rows(
                "SELECT any_value(%1$s) FROM %2$s WHERE %1$s IS NOT NULL GROUP BY %1$s ORDER BY min(rowid) LIMIT %3$s"
                    .formatted(c, look.table(), EXAMPLES))
            .stream()
            .map(List::getFirst)
            .toList();
    long distinct = n.getFirst();
    String type = look.types().get(column).toUpperCase(Locale.ROOT);
    boolean dated = type.startsWith("DATE") || type.startsWith("TIMESTAMP");
    List<String> formats = List.of();
    if (distinct > 0 && (dated || n.get(9) == distinct) && n.get(5) < distinct) {
      formats =
          DateFormats.fitting(
              c, "(SELECT DISTINCT %s FROM %s)".formatted(c, look.table()), database);
    }
    Kind kind;
    if (distinct == 0) {
      kind = Kind.EMPTY;
    } else if (dated || !formats.isEmpty()) {
      kind = Kind.DATE;
    } else if (n.get(7) == distinct) {
      kind = Kind.SWITCH;
    } else if (n.get(4) == distinct) {
      kind = Kind.WHOLE;
    } else if (n.get(5) == distinct) {
      kind = Kind.DECIMAL;
    } else if (n.get(6) == distinct) {
      kind = Kind.COMMA;
    } else {
      kind = Kind.TEXT;
    }
    boolean number = kind == Kind.WHOLE || kind == Kind.DECIMAL || kind == Kind.COMMA;
    return new ColumnFacts(
        look.columns().get(column),
        c,
        kind,
        look.rows(),
        n.get(1),
        distinct,
        runs,
        n.get(2),
        n.get(3),
        number || kind == Kind.SWITCH ? n.get(8) : 0,
        formats,
        examples);
  }

  /// Mean number of rows with the same value.
  double rowsEach() {
    return distinct == 0 ? 0 : (double) filled / distinct;
  }

  /// Whether nearly every row has a value of its own.
  boolean isUnique() {
    return distinct > 1 && filled >= 0.98 * rows && distinct >= 0.98 * filled;
  }

  /// Whether rows with the same value are one after the other.
  boolean isInBlocks() {
    return distinct > 1 && runs <= 1.05 * distinct && rowsEach() >= 1.2;
  }

  boolean isNumber() {
    return kind == Kind.WHOLE || kind == Kind.DECIMAL || kind == Kind.COMMA;
  }

  /// The column in a condition.
  String sql() {
    return sql(name);
  }

  static String sql(String column) {
    return column.matches("[\\p{L}_][\\p{L}\\p{Nd}_]*")
            && !RESERVED.contains(column.toLowerCase(Locale.ROOT))
        ? column
        : Sql.name(column);
  }

  private static final List<String> RESERVED =
      List.of(
          "order",
          "group",
          "table",
          "select",
          "from",
          "where",
          "user",
          "column",
          "check",
          "desc",
          "end",
          "limit",
          "primary",
          "references",
          "to",
          "union",
          "unique",
          "using",
          "when",
          "with",
          "all",
          "and",
          "any",
          "as",
          "case",
          "cast",
          "default",
          "distinct",
          "else",
          "for",
          "in",
          "not",
          "null",
          "on",
          "or",
          "then",
          "true",
          "false",
          "offset",
          "having",
          "both");
}
