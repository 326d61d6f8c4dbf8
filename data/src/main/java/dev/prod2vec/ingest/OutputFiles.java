package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the tables that ingest made as Parquet.
final class OutputFiles {
  /// Columns of the vocabulary and of the exported vectors besides the categories.
  private static final List<String> OWN_COLUMNS =
      List.of("index", "product_id", "product_name", "count", "source", "vector", "similarity");

  private OutputFiles() {}

  /// @throws WrongUseException if a category column has the name of another column
  static void check(ProductsConfig products) {
    Set<String> taken = new HashSet<>(OWN_COLUMNS);
    for (String category : products.categoryColumns()) {
      if (!taken.add(category.toLowerCase(Locale.ROOT))) {
        throw new WrongUseException(
            "products.category-columns: \"%s\" is taken or given twice; taken are %s"
                .formatted(category, String.join(", ", OWN_COLUMNS)));
      }
    }
  }

  /// Writes the rows of the table `basket`; dates where an order has one, quantities where a basket
  /// has some.
  static void writeBaskets(Path directory, Database database) throws InterruptedException {
    boolean dated = database.number("SELECT count(*) FROM orders WHERE time IS NOT NULL") > 0;
    boolean quantified =
        database.number("SELECT count(*) FROM basket WHERE quantities IS NOT NULL") > 0;
    String columns =
        "order_id, products%s%s"
            .formatted(
                dated ? ", " + PreparedData.DATE : "",
                quantified ? ", " + PreparedData.QUANTITIES : "");
    copy(baskets(columns, "TRAIN"), directory.resolve(PreparedData.BASKETS), database);
    copy(baskets(columns, "VALIDATION"), directory.resolve(PreparedData.VALIDATION), database);
    copy(baskets(columns, "TEST"), directory.resolve(PreparedData.TEST), database);
  }

  /// Writes the products: those of the vocabulary, and others.
  static void writeProducts(ProductsConfig products, Path directory, Database database)
      throws InterruptedException {
    copy(vocabulary(products), directory.resolve(PreparedData.VOCABULARY), database);
    copy(newProducts(products), directory.resolve(PreparedData.NEW_PRODUCTS), database);
  }

  private static String baskets(String columns, String split) {
    return "SELECT %s FROM basket WHERE split = %s".formatted(columns, Sql.text(split));
  }

  private static String vocabulary(ProductsConfig products) {
    return """
    SELECT index, product_id, coalesce(product_name, product_id) AS product_name, %scount
    FROM vocabulary JOIN counted USING (p) JOIN product USING (p)
    LEFT JOIN listed USING (product_id) ORDER BY index\
    """
        .formatted(categories(products));
  }

  /// The listed products outside the vocabulary that have a name or a category: those in the most
  /// training orders, then by id.
  private static String newProducts(ProductsConfig products) {
    String known =
        Stream.concat(
                Stream.of("product_name <> product_id"),
                ProductTable.categories(products).stream().map("%s IS NOT NULL"::formatted))
            .collect(Collectors.joining(" OR "));
    return """
    SELECT CAST(row_number() OVER (ORDER BY count DESC, product_id) - 1 AS INTEGER) AS index,
      product_id, product_name, %scount
    FROM (
      SELECT * REPLACE (coalesce(product_name, product_id) AS product_name), coalesce(c.count, 0) AS count
      FROM listed LEFT JOIN product USING (product_id) LEFT JOIN counted AS c USING (p)
      WHERE (%s) AND (p IS NULL OR p NOT IN (SELECT p FROM vocabulary)))
    ORDER BY index LIMIT %s\
    """
        .formatted(categories(products), known, products.maxNew());
  }

  private static String categories(ProductsConfig products) {
    StringBuilder categories = new StringBuilder();
    for (int i = 0; i < products.categoryColumns().size(); i++) {
      categories
          .append("coalesce(category_%s, '') AS ".formatted(i))
          .append(Sql.name(products.categoryColumns().get(i)))
          .append(", ");
    }
    return categories.toString();
  }

  private static void copy(String query, Path file, Database database) throws InterruptedException {
    // The caller moves finished files into place, so no second temporary name is needed.
    database.execute(
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"
            .formatted(query, Sql.text(file)));
  }
}
