package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import java.util.List;

/// How a file writes how much of a product was bought.
///
/// @param column as the file writes it; empty text if quantities are not read
/// @param text what a row has there, in SQL; null if nothing
/// @param thousandths expression in SQL: the quantity in thousandths, a whole number, so that sums
///   do not depend on their order; null if a row has none that can be read
record OrderQuantity(String column, String text, String thousandths) {
  static final String KEY = "orders.quantity-column";

  /// What a purchase without a quantity counts as, in [#thousandths].
  static final int ONE = 1000;

  /// Quantities are not read.
  static final OrderQuantity UNKNOWN = new OrderQuantity("", "NULL::VARCHAR", "NULL::BIGINT");

  /// A larger one is no quantity, but perhaps a barcode.
  private static final String MOST = "1e9";

  boolean isKnown() {
    return !column.isEmpty();
  }

  /// @throws dev.prod2vec.setting.WrongUseException if the file has no such column
  static OrderQuantity of(OrdersConfig config, TableFile file) {
    if (config.quantityColumn().isEmpty()) {
      return UNKNOWN;
    }
    String column = file.column(KEY, config.quantityColumn());
    String text = "trim(CAST(%s AS VARCHAR))".formatted(Sql.name(column));
    String filled =
        "CASE WHEN %1$s <> '' AND NOT (%2$s) THEN %1$s END"
            .formatted(text, new Ids(config).isNullSql(text));
    String number = number(filled, config.decimalComma() && isText(file.readType(column)));
    // The smallest quantity is one thousandth, so that none but zero becomes zero.
    String thousandths =
        "CASE WHEN abs(%1$s) <= %2$s THEN CAST(sign(%1$s) * greatest(1, round(abs(%1$s) * 1000)) AS BIGINT) END"
            .formatted(number, MOST);
    return new OrderQuantity(column, text, thousandths);
  }

  private static boolean isText(String type) {
    return type.equals("VARCHAR");
  }

  private static String number(String text, boolean decimalComma) {
    return decimalComma
        ? "CASE WHEN regexp_full_match(%1$s, '%2$s') THEN TRY_CAST(replace(replace(%1$s, '.', ''), ',', '.') AS DOUBLE) END"
            .formatted(text, Filter.DECIMAL_COMMA)
        : "TRY_CAST(%s AS DOUBLE)".formatted(text);
  }

  /// The most frequent texts that are no quantity, each with its rows.
  ///
  /// @param rows of the file, as the text after `FROM`
  List<List<String>> unread(String rows, Database database) throws InterruptedException {
    try {
      return database.rows(
          """
          SELECT coalesce(written, ''), count(*) AS rows FROM (
            SELECT %s AS written, %s AS quantity FROM %s)
          WHERE quantity IS NULL GROUP BY 1 ORDER BY rows DESC, 1 LIMIT %s\
          """
              .formatted(text, thousandths, rows, Findings.EXAMPLES));
    } catch (DatabaseException _) {
      // Rows that cannot be read, which the caller left out.
      return List.of();
    }
  }
}
