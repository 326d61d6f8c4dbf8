package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Orders of a file that may be several: their rows differ in a column that seems to hold a day or
/// a receipt. Whoever names a customer's column as the order gets such orders.
///
/// @param column that the orders differ in most; empty text if there is none
/// @param orders orders of two rows or more
/// @param mixed those among them with several values in the column
/// @param example order, column and values of one of them
record MixedOrders(String column, long orders, long mixed, List<String> example) {
  static final MixedOrders NONE = new MixedOrders("", 0, 0, List.of());

  private static final Pattern DAY =
      Pattern.compile(
          "(order|invoice|purchase|transaction|trans|sales?|bill|receipt|bon|kauf|bestell|rechnungs)?"
              + "(date|day|datetime|timestamp|datum|tag|fecha|jour|data)");
  private static final Pattern RECEIPT =
      Pattern.compile(
          "(order|invoice|purchase|transaction|trans|bill|receipt|ticket|basket|bon|beleg)"
              + "(id|no|nr|num|number|code|nummer)");

  /// Looks at the columns whose names say that they hold a day or a receipt.
  ///
  /// @param order id of a row's order, in SQL
  /// @param rows of the file that are kept, as the text after `FROM`
  static MixedOrders of(
      TableFile file, OrderColumns columns, String order, String rows, Database database)
      throws InterruptedException {
    MixedOrders worst = NONE;
    for (String column : file.columns()) {
      String value = value(column);
      if (value.isEmpty() || columns.uses().getOrDefault(column, "time").contains("id")) {
        continue;
      }
      MixedOrders found = find(column, value, order, rows, database);
      if (found.mixed > worst.mixed) {
        worst = found;
      }
    }
    return worst;
  }

  /// What of a column must be the same in all rows of an order, in SQL; empty text if nothing.
  private static String value(String column) {
    String name = column.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
    String text = "trim(CAST(%s AS VARCHAR))".formatted(Sql.name(column));
    if (DAY.matcher(name).matches()) {
      return "regexp_extract(%s, '^[^ T]*')".formatted(text);
    }
    return RECEIPT.matcher(name).matches() ? text : "";
  }

  private static MixedOrders find(
      String column, String value, String order, String rows, Database database)
      throws InterruptedException {
    String orders =
        """
        (SELECT "order", min(value) AS low, max(value) AS high, count(*) AS rows FROM (
          SELECT %s AS "order", %s AS value FROM %s)
        WHERE "order" IS NOT NULL AND value <> '' GROUP BY "order" HAVING rows > 1)\
        """
            .formatted(order, value, rows);
    List<String> counts =
        database
            .rows(
                """
                SELECT count(*), count(*) FILTER (WHERE low <> high),
                  min("order") FILTER (WHERE low <> high),
                  arg_min(low, "order") FILTER (WHERE low <> high),
                  arg_min(high, "order") FILTER (WHERE low <> high)
                FROM %s\
                """
                    .formatted(orders))
            .getFirst();
    return new MixedOrders(
        column,
        Long.parseLong(counts.get(0)),
        Long.parseLong(counts.get(1)),
        List.of(counts.get(2), column, counts.get(3) + ", " + counts.get(4)));
  }

  /// The finding of all files.
  static Finding of(List<MixedOrders> files) {
    List<List<String>> examples = new ArrayList<>();
    files.stream()
        .filter(file -> file.mixed > 0)
        .limit(Findings.EXAMPLES)
        .forEach(file -> examples.add(file.example));
    return new Finding(
        FindingKind.MIXED_ORDER,
        files.stream().mapToLong(MixedOrders::mixed).sum(),
        List.of("order_id", "column", "values"),
        examples);
  }
}
