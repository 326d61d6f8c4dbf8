package dev.prod2vec.prepared;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

  /// Products of the product table that no vector is learned of, in the columns of the vocabulary.
  public static final String NEW_PRODUCTS = "new-products.parquet";

  /// The column of baskets with the date of their order, where it is known.
  public static final String DATE = "date";

  /// The column of baskets with how much of each product was bought, where it is known.
  public static final String QUANTITIES = "quantities";

  private PreparedData() {}

  /// Whether a file, or a folder of its parts, holds baskets that preparation wrote, with their
  /// vocabulary beside it.
  public static boolean isBaskets(Path file) {
    return List.of(BASKETS, VALIDATION, TEST).contains(String.valueOf(file.getFileName()))
        && PartFiles.exist(file)
        && Files.isRegularFile(file.resolveSibling(VOCABULARY));
  }

  /// Baskets of a file with a column `products`, or of a folder of its parts, in their order. Each
  /// product is an index of the vocabulary beside the file, if it is there.
  ///
  /// @throws InputException if the file or a part is missing, is another kind of file or has an
  ///   index without a product
  public static Baskets baskets(Path file) {
    PartFiles parts = PartFiles.of(file);
    Path vocabulary = file.resolveSibling(VOCABULARY);
    try (ParquetReader reader = new ParquetReader()) {
      long size = Files.isRegularFile(vocabulary) ? rows(reader, vocabulary) : Integer.MAX_VALUE;
      return new BasketReader(reader, parts, size).read();
    }
  }

  /// Reads the order id of each basket of a file, or of its parts, in their order. A large order
  /// has several baskets.
  ///
  /// @throws InputException as [#baskets]
  public static void forEachOrder(Path file, Consumer<String> reader) {
    try (ParquetReader parquet = new ParquetReader()) {
      for (Path part : PartFiles.of(file).files()) {
        parquet.read(part, "order_id", rows -> orders(rows, part, reader));
      }
    }
  }

  private static int orders(ResultSet rows, Path file, Consumer<String> reader)
      throws SQLException {
    int row = 0;
    while (rows.next()) {
      reader.accept(text(rows, 1, file, ++row));
    }
    return row;
  }

  private static long rows(ParquetReader reader, Path file) {
    return reader.read(
        file,
        "count(*)",
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  /// The vocabulary, or the new products, of a file that preparation wrote.
  ///
  /// @throws InputException if the file is missing or is another kind of file
  public static Vocabulary vocabulary(Path file) {
    try (ParquetReader reader = new ParquetReader()) {
      return reader.read(file, "*", rows -> vocabulary(rows, file));
    }
  }

  private static Vocabulary vocabulary(ResultSet rows, Path file) throws SQLException {
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

  private static String text(ResultSet rows, int column, Path file, int row) throws SQLException {
    @Nullable String text = rows.getString(column);
    if (text == null) {
      throw new InputException(
          "%s: row %s has no %s".formatted(file, row, rows.getMetaData().getColumnName(column)));
    }
    return text;
  }
}
