package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts the anomalies in the tables that ingest made, with examples.
final class Findings {
  static final int EXAMPLES = 5;

  private Findings() {}

  /// @param rows query of all cases, one per row, with the columns of the examples
  /// @param order which cases are the examples
  private record Question(String rows, String order) {}

  /// Kinds whose cases may be as many as the orders.
  private static final Set<FindingKind> OF_ORDERS =
      EnumSet.of(
          FindingKind.MISSING_ORDER_ID,
          FindingKind.MISSING_PRODUCT_ID,
          FindingKind.LONE_RETURN,
          FindingKind.REPEATED_PRODUCT,
          FindingKind.UNLISTED_PURCHASE,
          FindingKind.LARGE_ORDER);

  /// @param known findings that are known already
  /// @param absent kinds that cannot occur: there is no product table, or it is the orders
  ///   themselves
  /// @param counted how many cases there are, where that is known and only the examples are not
  /// @param orders the tables of [OrderTables]
  static List<Finding> of(
      Map<FindingKind, Finding> known,
      Set<FindingKind> absent,
      Map<FindingKind, Long> counted,
      BasketsConfig config,
      Tables orders,
      Database database)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (FindingKind kind : FindingKind.values()) {
      if (known.containsKey(kind)) {
        findings.add(known.get(kind));
      } else if (absent.contains(kind)) {
        findings.add(new Finding(kind, 0, List.of(), List.of()));
      } else {
        Question question = question(kind, config);
        String count = kind == FindingKind.CHANGED_LISTED_ID ? "sum(rows)" : "count(*)";
        Tables tables = OF_ORDERS.contains(kind) ? orders : new DuckDbTables(database);
        @Nullable Long cases = counted.get(kind);
        Finding finding =
            cases == null
                ? answer(kind, question.rows(), question.order(), count, tables)
                : examples(kind, question.rows(), question.order(), cases, tables);
        findings.add(kind == FindingKind.CHANGED_LISTED_ID ? visible(finding, 0) : finding);
      }
    }
    return findings;
  }

  /// Kinds about a product table.
  static Set<FindingKind> ofProductTable() {
    return EnumSet.range(FindingKind.UNLISTED_PRODUCT, FindingKind.MISSING_NAME);
  }

  /// @param rows query of all cases, one per row, with the columns of the examples
  /// @param order which cases are the examples
  /// @param count number of cases, in SQL
  static Finding answer(FindingKind kind, String rows, String order, String count, Tables tables)
      throws InterruptedException {
    long counted = tables.number("SELECT %s FROM (%s)".formatted(count, rows));
    return examples(kind, rows, order, counted, tables);
  }

  /// A question without a case.
  static Finding none(FindingKind kind, String rows, Tables tables) throws InterruptedException {
    return examples(kind, rows, "", 0, tables);
  }

  private static Finding examples(
      FindingKind kind, String rows, String order, long counted, Tables tables)
      throws InterruptedException {
    List<String> columns = tables.columns(rows);
    List<List<String>> examples =
        counted == 0
            ? List.of()
            : tables.rows(
                "SELECT * FROM (%s) ORDER BY %s LIMIT %s".formatted(rows, order, EXAMPLES));
    return new Finding(kind, counted, columns, examples);
  }

  /// The finding with codes for invisible characters in some columns of its examples.
  static Finding visible(Finding finding, int... columns) {
    List<List<String>> examples = new ArrayList<>();
    for (List<String> example : finding.examples()) {
      List<String> row = new ArrayList<>(example);
      for (int column : columns) {
        row.set(column, Ids.visible(row.get(column)));
      }
      examples.add(row);
    }
    return new Finding(finding.kind(), finding.count(), finding.exampleColumns(), examples);
  }

  private static Question question(FindingKind kind, BasketsConfig config) {
    return switch (kind) {
      case MISSING_ORDER_ID ->
          new Question(
              "SELECT order_id, product_id FROM line_without_order",
              "product_id NULLS LAST, order_id NULLS LAST");
      case MISSING_PRODUCT_ID ->
          new Question(
              "SELECT order_id, product_id FROM line_without_product",
              "order_id NULLS LAST, product_id NULLS LAST");
      case LONE_RETURN ->
          new Question(
              "SELECT order_id, product_id, lone_rows AS rows FROM settled WHERE lone_rows > 0",
              "rows DESC, order_id, product_id");
      case REPEATED_PRODUCT ->
          new Question(
              "SELECT order_id, product_id, copies AS times FROM bought WHERE copies > 1",
              "times DESC, order_id, product_id");
      case UNLISTED_PRODUCT ->
          new Question(
              """
              SELECT product_id, purchases AS orders
              FROM product_count JOIN product USING (p) ANTI JOIN listed USING (product_id)\
              """,
              "orders DESC, product_id");
      case UNLISTED_PURCHASE ->
          new Question(
              "SELECT order_id, product_id FROM bought ANTI JOIN listed USING (product_id)",
              "order_id, product_id");
      case UNBOUGHT_PRODUCT ->
          new Question(
              "SELECT product_id, product_name FROM listed ANTI JOIN product USING (product_id)",
              "product_id");
      case CHANGED_LISTED_ID ->
          new Question(
              """
              SELECT written, product_id AS used_as, sum(copies) AS rows FROM listing
              WHERE product_id <> written GROUP BY ALL\
              """,
              "rows DESC, written");
      case MISSING_LISTED_ID ->
          new Question(
              "SELECT written AS product_id, product_name FROM listing, range(copies)"
                  + " WHERE product_id IS NULL",
              "product_name, product_id");
      case REPEATED_LISTING ->
          new Question(
              """
              SELECT product_id, sum(copies) AS rows FROM listing
              WHERE product_id IS NOT NULL GROUP BY product_id HAVING sum(copies) > 1\
              """,
              "rows DESC, product_id");
      case SEVERAL_NAMES ->
          new Question(
              """
              SELECT product_id, count(DISTINCT listing.product_name) AS names,
                any_value(listed.product_name) AS kept,
                min(listing.product_name) FILTER (WHERE listing.product_name <> listed.product_name)
                  AS another
              FROM listing JOIN listed USING (product_id) WHERE NOT (%s)
              GROUP BY product_id HAVING names > 1\
              """
                  .formatted(Sql.isBlank("listing.product_name")),
              "names DESC, product_id");
      case MISSING_NAME ->
          new Question("SELECT product_id FROM listed WHERE product_name IS NULL", "product_id");
      case LARGE_ORDER ->
          new Question(
              "SELECT order_id, products FROM order_size WHERE products > %s"
                  .formatted(config.maxBasketSize()),
              "products DESC, order_id");
      case MISSING_TIME,
          MISSING_QUANTITY,
          MIXED_ORDER,
          UNJOINED_ROW,
          NULL_VALUE,
          CHANGED_ID,
          MERGED_ID,
          NULL_LIKE_ID,
          SIMILAR_ID,
          SHORTENED_ID,
          ORDER_IN_SEVERAL_FILES,
          LIST_IN_FIELD,
          ONE_HOT,
          HEADER_LINE,
          LEADING_COLUMN,
          IDLE_FILTER,
          UNREADABLE_FILTER_VALUE,
          UNLISTED_ALIKE ->
          throw new AssertionError(kind + " is found before");
      case EMPTY_FILE -> new Question("SELECT file FROM empty_file", "file");
      case TABLE_FOLDER -> new Question("SELECT folder, format FROM table_folder", "folder");
    };
  }
}
