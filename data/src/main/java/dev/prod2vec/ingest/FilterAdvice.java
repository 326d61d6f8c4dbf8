package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.ingest.FilterTree.Attempt;
import dev.prod2vec.ingest.FilterTree.DateComparison;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.text.HumanNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Looks at the values that a filter compares or cannot convert, and suggests expressions that fit
/// them.
final class FilterAdvice {
  private static final Pattern YEAR_FIRST = Pattern.compile("[0-9]{4}([-/.]|$).*");
  private static final Pattern SORTABLE =
      Pattern.compile("[0-9]{4}(([-/.])[0-9]{2}(\\2[0-9]{2}([ T].*)?)?)?");

  /// A way to write numbers that DuckDB does not read.
  ///
  /// @param pattern pattern of all its numbers
  /// @param expression expression over the column that reads them
  private record Numeral(String pattern, String expression) {}

  private static final Numeral THOUSANDS =
      new Numeral(
          "[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)([.][0-9]*)?",
          "CAST(replace(%s, ',', '') AS DOUBLE)");
  private static final Numeral DECIMAL_COMMA =
      new Numeral("[+-]?[0-9]*[.,]?[0-9]*", "CAST(replace(%s, ',', '.') AS DOUBLE)");
  private static final Numeral POINT_AND_COMMA =
      new Numeral(
          "[+-]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]*)?",
          "CAST(replace(replace(%s, '.', ''), ',', '.') AS DOUBLE)");

  private final TableFile file;
  private final Database database;

  FilterAdvice(TableFile file, Database database) {
    this.file = file;
    this.database = database;
  }

  /// Refuses an order comparison of a text column with a date if the order of the texts is not the
  /// order of the dates.
  ///
  /// @param types type that a column is read as, by column
  void refuseDatesAsText(String condition, List<DateComparison> dates, Map<String, String> types)
      throws InterruptedException {
    for (DateComparison date : dates) {
      String column = file.find(date.column()).orElseThrow();
      if (!types.getOrDefault(column, file.readType(column)).equals("VARCHAR")) {
        continue;
      }
      List<String> values = sample(column);
      List<String> formats = List.of();
      boolean sortable =
          values.stream().allMatch(v -> SORTABLE.matcher(v).matches())
              && SORTABLE.matcher(date.text().strip()).matches()
              && values.stream().allMatch(v -> v.charAt(4) == separator(date.text(), v.charAt(4)));
      if (!values.isEmpty() && !sortable) {
        formats = DateFormats.fitting(Sql.name(column), file.relation(), database);
      }
      if (!formats.isEmpty()) {
        throw new WrongUseException(
            ("%s: %s: column \"%s\" is compared as text with '%s', but its values are dates in"
                    + " another order, for example '%s'\nhint: %s >= DATE '%s'%s")
                .formatted(
                    Filter.KEY,
                    condition,
                    column,
                    date.text(),
                    values.getFirst(),
                    parsed(column, formats.getFirst()),
                    asDate(date.text(), formats.getFirst()),
                    others(formats)));
      }
    }
  }

  /// The date in SQL's format, if it can be read.
  private String asDate(String date, String format) throws InterruptedException {
    return database
        .rows(
            "SELECT coalesce(strftime(coalesce(try_strptime(%1$s, %2$s), TRY_CAST(%1$s AS TIMESTAMP)), '%%Y-%%m-%%d'), '2024-12-31')"
                .formatted(Sql.text(date.strip()), Sql.text(format)))
        .getFirst()
        .getFirst();
  }

  private static char separator(String date, char otherwise) {
    return date.strip().length() > 4 && YEAR_FIRST.matcher(date.strip()).matches()
        ? date.strip().charAt(4)
        : otherwise;
  }

  /// The values in the first rows of a column that are not blank.
  private List<String> sample(String column) throws InterruptedException {
    return database
        .rows(
            "SELECT DISTINCT v FROM (SELECT trim(%1$s) AS v FROM %2$s WHERE trim(%1$s) <> '' LIMIT 1000) ORDER BY v"
                .formatted(Sql.name(column), file.relation()))
        .stream()
        .map(List::getFirst)
        .toList();
  }

  private static String parsed(String column, String format) {
    return "strptime(%s, '%s')".formatted(shown(column), format);
  }

  private static String others(List<String> formats) {
    return formats.size() < 2
        ? ""
        : "; "
            + formats.subList(1, formats.size()).stream()
                .map(format -> "'" + format + "'")
                .collect(Collectors.joining(", "))
            + " fits the values too";
  }

  /// The name of a column as a condition may write it.
  private static String shown(String column) {
    return column.matches("[A-Za-z_][A-Za-z0-9_]*") ? column : Sql.name(column);
  }

  /// A hint what to write instead of a conversion that fails.
  ///
  /// @param columns the columns that it may convert
  /// @param type the type that it converts to
  /// @param casts types that columns are read as, by column
  String hint(List<String> columns, String type, Map<String, String> casts)
      throws InterruptedException {
    String wanted = type.equals("TIMESTAMP") || type.equals("DATE") ? "TIMESTAMP" : "DOUBLE";
    for (String column : columns) {
      String value = "trim(CAST(%s AS VARCHAR))".formatted(Sql.name(column));
      String lost = "%1$s <> '' AND TRY_CAST(%1$s AS %2$s) IS NULL".formatted(value, wanted);
      List<List<String>> counts =
          database.rows(
              "SELECT count(*) FILTER (WHERE %s), count(*) FROM %s"
                  .formatted(lost, file.relation()));
      long bad = Long.parseLong(counts.getFirst().getFirst());
      if (bad == 0) {
        continue;
      }
      if (wanted.equals("TIMESTAMP") || isDate(column)) {
        List<String> formats = DateFormats.fitting(Sql.name(column), file.relation(), database);
        if (!formats.isEmpty()) {
          return parsed(column, formats.getFirst()) + " reads its dates" + others(formats);
        }
      }
      if (wanted.equals("DOUBLE")) {
        String numerals = numerals(column, value, casts.containsKey(column));
        if (!numerals.isEmpty()) {
          return numerals;
        }
      }
      return "TRY_CAST(%s AS %s) gives null for %s of %s rows, which the filter may leave out"
          .formatted(shown(column), wanted, HumanNumbers.count(bad), counts.getFirst().get(1));
    }
    return "TRY_CAST(column AS %s) gives null where a value is none".formatted(wanted);
  }

  /// The expression that reads all values of the column as numbers; empty if there is none.
  private String numerals(String column, String value, boolean read) throws InterruptedException {
    boolean thousands = reads(THOUSANDS, value);
    for (Numeral numeral : List.of(DECIMAL_COMMA, POINT_AND_COMMA)) {
      if (reads(numeral, value)) {
        String number = numeral.expression().formatted(shown(column));
        return thousands
            ? "%s where the comma separates thousands, %s where it is the decimal comma"
                .formatted(THOUSANDS.expression().formatted(shown(column)), number)
            : number + " reads its numbers" + (read ? "; or set orders.decimal-comma: true" : "");
      }
    }
    return thousands ? THOUSANDS.expression().formatted(shown(column)) + " reads its numbers" : "";
  }

  private boolean reads(Numeral numeral, String value) throws InterruptedException {
    return database.number(
            "SELECT count(*) FROM %s WHERE %s <> '' AND (TRY_%s IS NULL OR NOT regexp_full_match(%s, %s))"
                .formatted(
                    file.relation(),
                    value,
                    numeral.expression().formatted(value),
                    value,
                    Sql.text(numeral.pattern())))
        == 0;
  }

  private boolean isDate(String column) throws InterruptedException {
    return sample(column).stream().allMatch(v -> v.matches(".*[0-9][-/. ].*[0-9].*"))
        && !sample(column).isEmpty();
  }

  /// Values that a filter tries to convert, in vain, with their number of rows.
  List<List<String>> lost(List<Attempt> attempts, String relation) throws InterruptedException {
    List<List<String>> lost = new ArrayList<>();
    for (Attempt attempt : attempts) {
      lost.addAll(
          database.rows(
              """
              SELECT %4$s, v, count(*) FROM (
                SELECT CAST((%1$s) AS VARCHAR) AS v, (%2$s) IS NULL AS lost FROM %3$s)
              WHERE lost AND trim(v) <> '' GROUP BY v ORDER BY count(*) DESC, v\
              """
                  .formatted(
                      attempt.value(),
                      attempt.converted(),
                      relation,
                      Sql.text(attempt.converted()))));
    }
    return lost;
  }

  /// Some values of the columns that a filter names, as they are in the file.
  String values(List<String> columns) throws InterruptedException {
    List<String> shown = new ArrayList<>();
    for (String name : columns.subList(0, Math.min(3, columns.size()))) {
      String column = file.find(name).orElseThrow();
      String text = "CAST(%s AS VARCHAR)".formatted(Sql.name(column));
      List<String> values =
          database
              .rows(
                  "SELECT %1$s FROM %2$s WHERE %1$s <> '' LIMIT 3".formatted(text, file.relation()))
              .stream()
              .map(row -> "'" + row.getFirst() + "'")
              .distinct()
              .toList();
      shown.add(column + " is " + (values.isEmpty() ? "empty" : String.join(", ", values)));
    }
    return String.join("; ", shown);
  }
}
