package dev.prod2vec.export;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/// The places of products on the map, as a file.
public final class MapFile {
  /// Its name in a run directory.
  public static final String NAME = "map.parquet";

  private MapFile() {}

  /// Parquet with the columns `index` (int32), `product_id`, `product_name` (text), `count`
  /// (int64), `x`, `y` (float32) and `anchor` (whether t-SNE placed it); one row per product, by
  /// index. The same map gives the same bytes. Categories are left out, since one of them may be
  /// called `x`.
  ///
  /// @param file new, or replaced
  /// @param scratch folder in which a temporary folder is made
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  /// @throws java.io.UncheckedIOException if a file cannot be written
  public static void write(Path file, ProductMap map, Vocabulary vocabulary, Path scratch)
      throws InterruptedException {
    try (Database database = Database.open(scratch)) {
      database.execute("SET preserve_insertion_order = true");
      database.execute(
          """
          CREATE TABLE places ("index" INTEGER, product_id VARCHAR, product_name VARCHAR,
          "count" BIGINT, x FLOAT, y FLOAT, anchor BOOLEAN)\
          """);
      append(map, vocabulary, database);
      database.execute(
          """
          COPY (FROM places ORDER BY "index") TO %s
          (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)\
          """
              .formatted(Sql.text(file)));
    }
  }

  private static void append(ProductMap map, Vocabulary vocabulary, Database database) {
    try (DuckDBAppender rows = database.appender("places")) {
      for (Product product : vocabulary.products()) {
        int index = product.index();
        rows.beginRow()
            .append(index)
            .append(product.id())
            .append(product.name())
            .append(product.count())
            .append(map.x()[index])
            .append(map.y()[index])
            .append(index < map.anchors())
            .endRow();
      }
    } catch (SQLException e) {
      throw Database.fault(e);
    }
  }

  /// Reads a map back.
  ///
  /// @param products how many the model has
  /// @param scratch folder in which a temporary folder is made
  /// @throws InputException if the file is another one, or has more or fewer products
  /// @throws InterruptedException if the thread is interrupted
  public static ProductMap read(Path file, int products, Path scratch) throws InterruptedException {
    float[] x = new float[products];
    float[] y = new float[products];
    int anchors = 0;
    try (Database database = Database.open(scratch)) {
      List<List<String>> rows =
          database.rows(
              "SELECT x, y, anchor FROM read_parquet(%s) ORDER BY \"index\""
                  .formatted(Sql.text(file)));
      if (rows.size() != products) {
        throw new InputException(
            "%s: has %s products, but the model has %s".formatted(file, rows.size(), products));
      }
      for (int product = 0; product < products; product++) {
        x[product] = Float.parseFloat(rows.get(product).get(0));
        y[product] = Float.parseFloat(rows.get(product).get(1));
        anchors += Boolean.parseBoolean(rows.get(product).get(2)) ? 1 : 0;
      }
      return new ProductMap(x, y, anchors);
    } catch (DatabaseException | NumberFormatException e) {
      throw new InputException("%s: is no map: %s".formatted(file, e.getMessage()), e);
    }
  }
}
