package dev.prod2vec.ingest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Counts what is out of the ordinary in the tables that ingest made, with examples.
final class Findings {
  private static final int EXAMPLES = 5;
  private static final String UNLISTED = "(FROM product ANTI JOIN listed USING (product_id))";

  private Findings() {}

  /// @param rows all cases, one a row; its columns are those of the examples
  /// @param order which cases are the examples
  private record Question(String rows, String order) {}

  /// @param absent kinds that cannot be: there is no product table, or it is the orders themselves
  static List<Finding> of(Set<FindingKind> absent, BasketsConfig config, Database database)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (FindingKind kind : FindingKind.values()) {
      findings.add(
          absent.contains(kind)
              ? new Finding(kind, 0, List.of(), List.of())
              : answer(kind, question(kind, config), database));
    }
    return findings;
  }

  /// Kinds that speak of a product table.
  static Set<FindingKind> ofProductTable() {
    return EnumSet.range(FindingKind.UNLISTED_PRODUCT, FindingKind.MISSING_NAME);
  }

  private static Finding answer(FindingKind kind, Question question, Database database)
      throws InterruptedException {
    String counted = kind == FindingKind.REPEATED_PRODUCT ? "sum(times - 1)" : "count(*)";
    long count = database.number("SELECT %s FROM (%s)".formatted(counted, question.rows()));
    List<String> columns =
        database.rows("DESCRIBE " + question.rows()).stream().map(List::getFirst).toList();
    List<List<String>> examples =
        count == 0
            ? List.of()
            : database.rows(
                "FROM (%s) ORDER BY %s LIMIT %s"
                    .formatted(question.rows(), question.order(), EXAMPLES));
    return new Finding(kind, count, columns, examples);
  }

  private static Question question(FindingKind kind, BasketsConfig config) {
    return switch (kind) {
      case MISSING_ORDER_ID ->
          new Question(
              "SELECT order_id, product_id FROM order_line WHERE kept AND "
                  + Sql.isBlank("order_id"),
              "product_id");
      case MISSING_PRODUCT_ID ->
          new Question(
              "SELECT order_id, product_id FROM order_line WHERE kept AND "
                  + Sql.isBlank("product_id"),
              "order_id");
      case REPEATED_PRODUCT ->
          new Question(
              """
              SELECT order_id, product_id, copies AS times
              FROM purchase JOIN orders USING (o) JOIN product USING (p) WHERE copies > 1\
              """,
              "times DESC, order_id, product_id");
      case UNLISTED_PRODUCT ->
          new Question(
              "SELECT product_id, count(*) AS orders FROM purchase JOIN %s USING (p) GROUP BY product_id"
                  .formatted(UNLISTED),
              "orders DESC, product_id");
      case UNLISTED_PURCHASE ->
          new Question(
              "SELECT order_id, product_id FROM purchase JOIN %s USING (p) JOIN orders USING (o)"
                  .formatted(UNLISTED),
              "order_id, product_id");
      case UNBOUGHT_PRODUCT ->
          new Question(
              "SELECT product_id, product_name FROM listed ANTI JOIN product USING (product_id)",
              "product_id");
      case MISSING_LISTED_ID ->
          new Question(
              "SELECT product_id, product_name FROM listing, range(copies) WHERE "
                  + Sql.isBlank("product_id"),
              "product_name");
      case REPEATED_LISTING ->
          new Question(
              """
              SELECT product_id, sum(copies) AS rows FROM listing
              WHERE NOT (%s) GROUP BY product_id HAVING sum(copies) > 1\
              """
                  .formatted(Sql.isBlank("product_id")),
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
              "SELECT order_id, products FROM sized JOIN orders USING (o) WHERE products > %s"
                  .formatted(config.maxBasketSize()),
              "products DESC, order_id");
    };
  }
}
