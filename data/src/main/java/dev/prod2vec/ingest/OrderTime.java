package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How a file writes the time of an order.
///
/// @param column as the file writes it; empty text if no time is known
/// @param micros expression in SQL: microseconds since the beginning of 1970 by the shop's clock,
///   null if a row has none
record OrderTime(String column, String micros) {
  static final String KEY = "orders.time-column";

  private static final OrderTime UNKNOWN = new OrderTime("", "NULL::BIGINT");

  /// A way to write times that `strptime` has no letters for.
  ///
  /// @param digits of all its values
  private record Numeral(String digits, String expression) {}

  private static final List<Numeral> NUMERALS =
      List.of(
          new Numeral("[0-9]{9,10}([.]0*)?", "to_timestamp(CAST(%s AS DOUBLE))"),
          new Numeral("[0-9]{12,13}([.]0*)?", "epoch_ms(CAST(CAST(%s AS DOUBLE) AS BIGINT))"));

  boolean isKnown() {
    return !column.isEmpty();
  }

  /// Looks at the values of the column where the config does not say how they are written.
  ///
  /// @throws WrongUseException if the file has no such column, or it is not clear how to read it
  /// @throws InputException if a value is no time
  static OrderTime of(OrdersConfig config, TableFile file, Database database)
      throws InterruptedException {
    if (config.timeColumn().isEmpty()) {
      return UNKNOWN;
    }
    String column = file.column(KEY, config.timeColumn());
    String type = file.readType(column);
    if (type.equals("DATE") || type.startsWith("TIMESTAMP")) {
      String moment = type.contains("TIME ZONE") ? "timezone('UTC', %s)" : "CAST(%s AS TIMESTAMP)";
      return of(column, moment.formatted(Sql.name(column)));
    }
    try {
      return ofTexts(config, column, file, database);
    } catch (DatabaseException e) {
      throw file.fault(e);
    }
  }

  private static OrderTime of(String column, String timestamp) {
    return new OrderTime(column, "epoch_us(%s)".formatted(timestamp));
  }

  private static OrderTime ofTexts(
      OrdersConfig config, String column, TableFile file, Database database)
      throws InterruptedException {
    String text = "trim(CAST(%s AS VARCHAR))".formatted(Sql.name(column));
    String value =
        "CASE WHEN %1$s <> '' AND NOT (%2$s) THEN %1$s END"
            .formatted(text, new Ids(config).isNullSql(text));
    String values = "(SELECT %s AS v FROM %s)".formatted(value, file.relation());
    if (!config.timeFormat().isEmpty()) {
      String parsed =
          "try_strptime(%s, %s)".formatted("%s", Sql.text(config.timeFormat()).replace("%", "%%"));
      require(
          parsed,
          "the format %s of orders.time-format".formatted(config.timeFormat()),
          column,
          values,
          file,
          database);
      return of(column, parsed.formatted(value));
    }
    String iso = "TRY_CAST(%s AS TIMESTAMP)";
    if (reads(iso, "v LIKE '____-%' OR v LIKE '____/%'", values, database)) {
      return of(column, iso.formatted(value));
    }
    for (Numeral numeral : NUMERALS) {
      String fits = "regexp_full_match(v, %s)".formatted(Sql.text(numeral.digits()));
      if (reads("TRY(%s)".formatted(numeral.expression()), fits, values, database)) {
        return of(column, numeral.expression().formatted(value));
      }
    }
    List<String> formats = DateFormats.fitting("v", values, database);
    if (formats.size() == 1) {
      return of(column, "try_strptime(%s, %s)".formatted(value, Sql.text(formats.getFirst())));
    }
    throw formats.isEmpty()
        ? unreadable(column, values, file, database)
        : ambiguous(column, formats, values, file, database);
  }

  /// @param parsed expression with a place for a text
  private static boolean reads(String parsed, String fits, String values, Database database)
      throws InterruptedException {
    return database
        .rows(
            "SELECT 1 FROM %s WHERE v IS NOT NULL AND (NOT (%s) OR %s IS NULL) LIMIT 1"
                .formatted(values, fits, parsed.formatted("v")))
        .isEmpty();
  }

  private static void require(
      String parsed, String format, String column, String values, TableFile file, Database database)
      throws InterruptedException {
    List<List<String>> bad;
    try {
      bad =
          database.rows(
              "SELECT v FROM %s WHERE v IS NOT NULL AND %s IS NULL LIMIT 1"
                  .formatted(values, parsed.formatted("v")));
    } catch (DatabaseException e) {
      throw new WrongUseException(
          "orders.time-format: %s\nhint: it is written as strptime takes it, for example %%d.%%m.%%Y %%H:%%M"
              .formatted(e.reason()));
    }
    if (!bad.isEmpty()) {
      throw new InputException(
          "%s: column \"%s\" (%s) is \"%s\", which %s does not read"
              .formatted(file.name(), column, KEY, Excerpt.of(bad.getFirst().getFirst()), format));
    }
  }

  /// The format that reads most values tells which one is wrong.
  private static InputException unreadable(
      String column, String values, TableFile file, Database database) throws InterruptedException {
    List<String> tries = new ArrayList<>(List.of("TRY_CAST(v AS TIMESTAMP)"));
    for (String format : DateFormats.all()) {
      tries.add("try_strptime(v, %s)".formatted(Sql.text(format)));
    }
    List<String> counts =
        database
            .rows(
                "SELECT %s FROM (FROM %s WHERE v IS NOT NULL LIMIT 10000)"
                    .formatted(
                        tries.stream()
                            .map("count(%s)"::formatted)
                            .collect(Collectors.joining(", ")),
                        values))
            .getFirst();
    int best = 0;
    for (int i = 0; i < tries.size(); i++) {
      if (Long.parseLong(counts.get(i)) > Long.parseLong(counts.get(best))) {
        best = i;
      }
    }
    String value =
        database
            .rows(
                "SELECT v FROM %s WHERE v IS NOT NULL AND %s IS NULL LIMIT 1"
                    .formatted(values, tries.get(best)))
            .stream()
            .map(row -> Excerpt.of(row.getFirst()))
            .findFirst()
            .orElse("");
    return new InputException(
        "%s: column \"%s\" (%s) is \"%s\"; a date or a time in one form is expected in each row\nhint: orders.time-format says how they are written, for example %%d.%%m.%%Y %%H:%%M; orders.null-values names what stands for none"
            .formatted(file.name(), column, KEY, value));
  }

  private static WrongUseException ambiguous(
      String column, List<String> formats, String values, TableFile file, Database database)
      throws InterruptedException {
    String value =
        database.rows("SELECT v FROM %s WHERE v IS NOT NULL LIMIT 1".formatted(values)).stream()
            .map(List::getFirst)
            .findFirst()
            .orElse("");
    return new WrongUseException(
        "%s: column \"%s\" (%s) can be read in more than one way, for example \"%s\" as %s\nhint: orders.time-format: \"%s\" takes the first of them"
            .formatted(
                file.name(),
                column,
                KEY,
                Excerpt.of(value),
                String.join(" or ", formats),
                formats.getFirst()));
  }
}
