package dev.prod2vec.doctor;

import dev.prod2vec.doctor.ColumnFacts.Kind;
import dev.prod2vec.doctor.Proposal.Filter;
import dev.prod2vec.duckdb.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds rows of orders that are no purchases, and conditions that leave them out.
final class RowFilters {
  /// Words for purchases that were taken back.
  private static final List<String> CANCELLED =
      List.of(
          "cancelled",
          "canceled",
          "cancel",
          "returned",
          "return",
          "refunded",
          "refund",
          "void",
          "voided",
          "storno",
          "storniert",
          "retoure",
          "annule",
          "annulee",
          "rembourse",
          "cancelado",
          "devuelto",
          "devolucion");

  /// Events that are purchases.
  private static final List<String> BOUGHT =
      List.of("purchase", "transaction", "buy", "bought", "sale", "order", "checkout", "kauf");

  private static final int MOST_VALUES = 20;

  private RowFilters() {}

  /// The conditions that the rows of orders need.
  ///
  /// @param quantity is read: it says which rows are no purchases
  /// @param nullValues what stands for a missing id, in lower case
  static List<Filter> of(
      OrderColumns columns, Optional<QuantityColumn> quantity, List<String> nullValues)
      throws InterruptedException {
    List<Filter> filters = new ArrayList<>();
    Table table = columns.table();
    for (ColumnFacts id : ids(columns)) {
      missing(table, id, nullValues, filters);
    }
    cancelledOrders(table, columns.order(), quantity, filters);
    for (ColumnFacts column : table.columns()) {
      if (!ids(columns).contains(column)) {
        if (quantity.isEmpty()) {
          quantity(table, column, haveDecimalComma(columns), filters);
        }
        words(table, column, filters);
      }
    }
    return filters;
  }

  private static List<ColumnFacts> ids(OrderColumns columns) {
    List<ColumnFacts> ids = new ArrayList<>(columns.orders());
    ids.add(columns.product());
    return ids;
  }

  private static void missing(
      Table table, ColumnFacts id, List<String> nullValues, List<Filter> filters)
      throws InterruptedException {
    String nulls = nullValues.stream().map(Sql::text).collect(Collectors.joining(", "));
    long blank = table.rows() - id.filled();
    long marked =
        nullValues.isEmpty() ? 0 : table.count("lower(%s) IN (%s)".formatted(id.place(), nulls));
    if (blank + marked == 0) {
      return;
    }
    String condition =
        marked == 0
            ? "trim(%s) <> ''".formatted(text(table, id))
            : "lower(trim(%s)) not in ('', %s)".formatted(text(table, id), nulls);
    filters.add(new Filter(condition, "no " + id.name(), blank + marked));
  }

  private static String text(Table table, ColumnFacts column) {
    return table.isTyped() ? "CAST(%s AS VARCHAR)".formatted(column.sql()) : column.sql();
  }

  /// Invoices whose number begins with a letter among numbers alone, as `C536379`, unless they are
  /// returns that take purchases back.
  private static void cancelledOrders(
      Table table, ColumnFacts order, Optional<QuantityColumn> quantity, List<Filter> filters)
      throws InterruptedException {
    if (order.kind() != Kind.TEXT) {
      return;
    }
    long numbers = table.count("regexp_full_match(%s, '[0-9]+')".formatted(order.place()));
    String isCancelled = "regexp_full_match(%s, 'C[0-9]+')".formatted(order.place());
    long cancelled = table.count(isCancelled);
    boolean returned =
        quantity.isPresent() && quantity.get().takesBackAll(table, isCancelled, cancelled);
    if (cancelled > 0 && numbers > 2 * cancelled && !returned) {
      filters.add(
          new Filter(
              "%s not like 'C%%'".formatted(order.sql()),
              "%s that begins with C: cancelled".formatted(order.name()),
              cancelled));
    }
  }

  /// Whether numbers that the conditions compare have a decimal comma.
  static boolean haveDecimalComma(OrderColumns columns) {
    return columns.table().columns().stream()
        .anyMatch(column ->
            column.kind() == Kind.COMMA && !ids(columns).contains(column) && isQuantity(column));
  }

  private static boolean isQuantity(ColumnFacts column) {
    return column.notPositive() > 0
        && column.isNumber()
        && ColumnWords.says(Meaning.QUANTITY, column.name());
  }

  private static void quantity(
      Table table, ColumnFacts column, boolean decimalComma, List<Filter> filters) {
    // One config has either commas or points.
    if (!isQuantity(column) || (decimalComma && column.kind() == Kind.DECIMAL)) {
      return;
    }
    String condition = "%s > 0".formatted(column.sql());
    filters.add(
        new Filter(
            column.filled() < table.rows() ? "coalesce(%s, true)".formatted(condition) : condition,
            "%s of 0 or less: returns and corrections".formatted(column.name()),
            column.notPositive()));
  }

  private static void words(Table table, ColumnFacts column, List<Filter> filters)
      throws InterruptedException {
    if (column.distinct() < 2 || column.distinct() > MOST_VALUES || column.kind() != Kind.TEXT) {
      return;
    }
    List<List<String>> values =
        table
            .database()
            .rows(
                "SELECT %1$s, count(*) FROM %2$s WHERE %1$s IS NOT NULL GROUP BY %1$s ORDER BY 1"
                    .formatted(column.place(), table.look().table()));
    List<String> cancelled = values(values, CANCELLED);
    List<String> bought = values(values, BOUGHT);
    boolean event =
        column.name().toLowerCase(Locale.ROOT).matches(".*(event|action|type|behaviou?r|kind).*");
    if (event && bought.size() == 1 && cancelled.isEmpty()) {
      long kept = rows(values, bought);
      filters.add(
          new Filter(
              "%s = %s".formatted(column.sql(), Sql.text(bought.getFirst())),
              "%s that is no %s".formatted(column.name(), bought.getFirst()),
              table.rows() - kept));
    } else if (!cancelled.isEmpty() && cancelled.size() < values.size()) {
      String condition =
          "%s not in (%s)"
              .formatted(
                  column.sql(),
                  cancelled.stream().map(Sql::text).collect(Collectors.joining(", ")));
      filters.add(
          new Filter(
              column.filled() < table.rows()
                  ? "coalesce(%s, true)".formatted(condition)
                  : condition,
              "%s %s".formatted(column.name(), String.join(", ", cancelled)),
              rows(values, cancelled)));
    }
  }

  private static List<String> values(List<List<String>> values, List<String> words) {
    return values.stream()
        .map(List::getFirst)
        .filter(value -> words.contains(value.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static long rows(List<List<String>> values, List<String> which) {
    return values.stream()
        .filter(value -> which.contains(value.getFirst()))
        .mapToLong(value -> Long.parseLong(value.get(1)))
        .sum();
  }
}
