package dev.prod2vec.quality;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.prepared.PreparedData;
import java.nio.file.Path;
import java.util.List;

/// Questions about the Parquet files that ingest wrote.
final class PreparedBaskets {
  static final String TRAIN = "train";
  static final String TEST = "test";

  private static final String SINGLES = "FROM train WHERE len(products) = 1";

  /// Of the baskets with the same products, all but the first.
  private static final String DUPLICATES =
      """
      SELECT order_id, same_as, products FROM (
        SELECT order_id, products, first(order_id) OVER same AS same_as,
          row_number() OVER same AS number
        FROM train WHERE len(products) >= 3
        WINDOW same AS (PARTITION BY products ORDER BY order_id))
      WHERE number > 1\
      """;

  /// The most bought hundredth of the products; at least one, for small vocabularies.
  private static final String TOP =
      "FROM vocabulary WHERE \"index\" < greatest(1, (SELECT count(*) // 100 FROM vocabulary))";

  private static final String TWICE =
      """
      SELECT order_id, string_agg(split, ', ' ORDER BY split) AS splits FROM (
        SELECT DISTINCT order_id, 'training' AS split FROM train
        UNION ALL SELECT DISTINCT order_id, 'validation' FROM validation
        UNION ALL SELECT DISTINCT order_id, 'test' FROM test)
      GROUP BY order_id HAVING count(*) > 1\
      """;

  private final Database database;

  PreparedBaskets(Path directory, Database database) throws InterruptedException {
    this.database = database;
    view(TRAIN, directory.resolve(PreparedData.BASKETS));
    view("validation", directory.resolve(PreparedData.VALIDATION));
    view(TEST, directory.resolve(PreparedData.TEST));
    view("vocabulary", directory.resolve(PreparedData.VOCABULARY));
  }

  /// Each file is opened once, so that a message names the broken one.
  private void view(String name, Path path) throws InterruptedException {
    PartFiles parts = PartFiles.of(path);
    for (Path file : parts.files()) {
      try {
        var _ = database.number("SELECT count(*) FROM read_parquet(%s)".formatted(Sql.text(file)));
      } catch (DatabaseException e) {
        throw new InputException("%s: not a complete Parquet file".formatted(file), e);
      }
    }
    database.execute(
        "CREATE VIEW %s AS FROM read_parquet(%s)".formatted(name, Sql.texts(parts.files())));
  }

  /// Baskets of one split with at least this many products.
  long baskets(String split, int atLeast) throws InterruptedException {
    return database.number(
        "SELECT count(*) FROM %s WHERE len(products) >= %s".formatted(split, atLeast));
  }

  long singles() throws InterruptedException {
    return database.number("SELECT count(*) " + SINGLES);
  }

  List<List<String>> singles(int most) throws InterruptedException {
    return database.rows(
        """
        SELECT order_id, product_name FROM (%s) JOIN vocabulary ON "index" = products[1]
        ORDER BY order_id LIMIT %s\
        """
            .formatted(SINGLES, most));
  }

  long duplicates() throws InterruptedException {
    return database.number("SELECT count(*) FROM (%s)".formatted(DUPLICATES));
  }

  List<List<String>> duplicates(int most) throws InterruptedException {
    return database.rows(
        """
        SELECT order_id, same_as,
          (SELECT string_agg(product_name, ', ' ORDER BY "index") FROM vocabulary
           WHERE list_contains(products, "index"))
        FROM (FROM (%s) ORDER BY len(products) DESC, order_id LIMIT %s) AS duplicate
        ORDER BY len(products) DESC, order_id\
        """
            .formatted(DUPLICATES, most));
  }

  /// Training purchases of the most bought hundredth of the products.
  long topPurchases() throws InterruptedException {
    return database.number("SELECT sum(\"count\") " + TOP);
  }

  List<List<String>> topProducts(int most) throws InterruptedException {
    return database.rows(
        "SELECT product_id, product_name, \"count\" %s ORDER BY \"index\" LIMIT %s"
            .formatted(TOP, most));
  }

  long purchases() throws InterruptedException {
    return database.number("SELECT sum(\"count\") FROM vocabulary");
  }

  long ordersInTwoSplits() throws InterruptedException {
    return database.number("SELECT count(*) FROM (%s)".formatted(TWICE));
  }

  List<List<String>> ordersInTwoSplits(int most) throws InterruptedException {
    return database.rows("FROM (%s) ORDER BY order_id LIMIT %s".formatted(TWICE, most));
  }
}
