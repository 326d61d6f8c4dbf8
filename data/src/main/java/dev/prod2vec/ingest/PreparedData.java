package dev.prod2vec.ingest;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The files that [Ingest] writes, read back.
public final class PreparedData {
  /// Training baskets.
  public static final String BASKETS = "baskets.parquet";

  /// Baskets that stop training.
  public static final String VALIDATION = "validation.parquet";

  /// Baskets that score the final model.
  public static final String TEST = "test.parquet";

  /// Products that have a vector.
  public static final String VOCABULARY = "vocabulary.parquet";

  private PreparedData() {}

  /// Whether a file is baskets that [Ingest] wrote, with their vocabulary beside them.
  public static boolean isBaskets(Path file) {
    return List.of(BASKETS, VALIDATION, TEST).contains(String.valueOf(file.getFileName()))
        && Files.isRegularFile(file)
        && Files.isRegularFile(file.resolveSibling(VOCABULARY));
  }

  /// Baskets of a file with a column `products`, in its order.
  ///
  /// @throws InputException if the file is missing or is no such file
  public static Baskets baskets(Path file) {
    return read(
        file,
        statement -> {
          int[] starts = new int[size(statement, "count(*)", file) + 1];
          int[] products = new int[size(statement, "sum(len(products))", file)];
          int basket = 0;
          try (ResultSet lengths = statement.executeQuery(select("len(products)", file))) {
            while (lengths.next()) {
              starts[basket + 1] = starts[basket] + lengths.getInt(1);
              basket++;
            }
          }
          int at = 0;
          try (ResultSet rows = statement.executeQuery(select("unnest(products)", file))) {
            while (rows.next()) {
              products[at++] = rows.getInt(1);
            }
          }
          return new Baskets(starts, products);
        });
  }

  /// The vocabulary of a file that [Ingest] wrote.
  ///
  /// @throws InputException if the file is missing or is no such file
  public static Vocabulary vocabulary(Path file) {
    return read(
        file,
        statement -> {
          try (ResultSet rows = statement.executeQuery(select("*", file))) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> categories = new ArrayList<>();
            // Between index, id and name before and the count behind.
            for (int column = 4; column < columns.getColumnCount(); column++) {
              categories.add(columns.getColumnName(column));
            }
            List<Product> products = new ArrayList<>();
            while (rows.next()) {
              List<String> values = new ArrayList<>(categories.size());
              for (int column = 0; column < categories.size(); column++) {
                values.add(rows.getString(4 + column));
              }
              products.add(
                  new Product(
                      rows.getInt("index"),
                      rows.getString("product_id"),
                      rows.getString("product_name"),
                      values,
                      rows.getLong("count")));
            }
            return new Vocabulary(categories, products);
          }
        });
  }

  private interface Reading<T> {
    T from(Statement statement) throws SQLException;
  }

  private static <T> T read(Path file, Reading<T> reading) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file");
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      return reading.from(statement);
    } catch (SQLException e) {
      throw new InputException(
          "%s: not a file that pre_process_data wrote: %s"
              .formatted(file, new DatabaseException(e).reason()),
          e);
    }
  }

  private static int size(Statement statement, String aggregate, Path file) throws SQLException {
    try (ResultSet rows = statement.executeQuery(select(aggregate, file))) {
      rows.next();
      return Math.toIntExact(rows.getLong(1));
    }
  }

  private static String select(String columns, Path file) {
    return "SELECT %s FROM read_parquet(%s)".formatted(columns, Sql.text(file));
  }
}
