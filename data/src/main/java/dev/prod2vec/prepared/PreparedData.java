package dev.prod2vec.prepared;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files that preparation writes, read back.
public final class PreparedData {
  /// Training baskets.
  public static final String BASKETS = "baskets.parquet";

  /// Baskets that decide when training stops.
  public static final String VALIDATION = "validation.parquet";

  /// Baskets that score the final model.
  public static final String TEST = "test.parquet";

  /// Products that have a vector.
  public static final String VOCABULARY = "vocabulary.parquet";

  private PreparedData() {}

  /// Whether a file holds baskets that preparation wrote, with their vocabulary beside it.
  public static boolean isBaskets(Path file) {
    return List.of(BASKETS, VALIDATION, TEST).contains(String.valueOf(file.getFileName()))
        && Files.isRegularFile(file)
        && Files.isRegularFile(file.resolveSibling(VOCABULARY));
  }

  /// Baskets of a file with a column `products`, in its order. Each product is an index of the
  /// vocabulary beside the file, if it is there.
  ///
  /// @throws InputException if the file is missing, is another kind of file or has an index without
  ///   a product
  public static Baskets baskets(Path file) {
    Path vocabulary = file.resolveSibling(VOCABULARY);
    long size = Files.isRegularFile(vocabulary) ? rows(vocabulary) : Integer.MAX_VALUE;
    return read(
        file,
        statement -> {
          int[] starts = starts(statement, file);
          int[] products = new int[starts[starts.length - 1]];
          int basket = 0;
          int at = 0;
          try (ResultSet rows = statement.executeQuery(select("unnest(products)", file))) {
            while (rows.next()) {
              long product = rows.getLong(1);
              boolean none = rows.wasNull();
              while (basket < starts.length - 1 && starts[basket + 1] <= at) {
                basket++;
              }
              if (none || product < 0 || product >= size || at == products.length) {
                throw outside(file, basket + 1, none ? "null" : product, size);
              }
              if (at > starts[basket] && product <= products[at - 1]) {
                throw new InputException(
                    "%s: row %s has the product index %s after %s; indexes must ascend"
                        .formatted(file, basket + 1, product, products[at - 1]));
              }
              products[at++] = (int) product;
            }
          }
          if (at != products.length) {
            throw new InputException(
                "%s: has %s products of %s: it is damaged".formatted(file, at, products.length));
          }
          return new Baskets(starts, products);
        });
  }

  /// Where each basket begins, and the end of the last one. The number of rows that a file states
  /// is not trusted before the rows are read.
  private static int[] starts(Statement statement, Path file) throws SQLException {
    int[] starts = new int[1 << 10];
    int baskets = 0;
    try (ResultSet lengths = statement.executeQuery(select("len(products)", file))) {
      while (lengths.next()) {
        baskets++;
        if (baskets == starts.length) {
          starts = Arrays.copyOf(starts, starts.length + (starts.length >> 1));
        }
        starts[baskets] = Math.addExact(starts[baskets - 1], lengths.getInt(1));
      }
    }
    return Arrays.copyOf(starts, baskets + 1);
  }

  private static InputException outside(Path file, int row, Object product, long size) {
    return new InputException(
        "%s: row %s has the product index %s; allowed are 0 to %s%s\nhint: the file and its vocabulary must be of the same run"
            .formatted(
                file,
                row,
                product,
                size - 1,
                size < Integer.MAX_VALUE
                    ? ", as %s beside it has %s products".formatted(VOCABULARY, size)
                    : ""));
  }

  private static long rows(Path file) {
    return read(
        file,
        statement -> {
          try (ResultSet rows = statement.executeQuery(select("count(*)", file))) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  /// The vocabulary of a file that preparation wrote.
  ///
  /// @throws InputException if the file is missing or is another kind of file
  public static Vocabulary vocabulary(Path file) {
    return read(
        file,
        statement -> {
          try (ResultSet rows = statement.executeQuery(select("*", file))) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> categories = new ArrayList<>();
            // The categories are between index, id and name on the left and the count on the right.
            for (int column = 4; column < columns.getColumnCount(); column++) {
              categories.add(columns.getColumnName(column));
            }
            List<Product> products = new ArrayList<>();
            while (rows.next()) {
              int row = products.size() + 1;
              List<String> values = new ArrayList<>(categories.size());
              for (int column = 0; column < categories.size(); column++) {
                values.add(text(rows, 4 + column, file, row));
              }
              products.add(
                  new Product(
                      rows.getInt("index"),
                      text(rows, 2, file, row),
                      text(rows, 3, file, row),
                      values,
                      rows.getLong("count")));
            }
            return new Vocabulary(categories, products);
          }
        });
  }

  private static String text(ResultSet rows, int column, Path file, int row) throws SQLException {
    @Nullable String text = rows.getString(column);
    if (text == null) {
      throw new InputException(
          "%s: row %s has no %s".formatted(file, row, rows.getMetaData().getColumnName(column)));
    }
    return text;
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
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InputException(
          "%s: not a file that pre_process_data wrote: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String select(String columns, Path file) {
    return "SELECT %s FROM read_parquet(%s)".formatted(columns, Sql.text(file));
  }
}
