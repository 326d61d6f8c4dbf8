package dev.prod2vec.prepared;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.PartFiles;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// Reads the baskets of a file, or of its parts one after the other. The number of rows that a file
/// states is not trusted before the rows are read.
final class BasketReader {
  private static final int NO_DAY = Integer.MIN_VALUE;

  private final ParquetReader reader;
  private final List<Path> files;
  private final long size;

  /// Where each basket begins, and the end of the last one.
  private int[] starts = new int[1 << 10];

  private int baskets;
  private int[] products = {};

  /// Products read so far.
  private int at;

  /// @param size each product is below it
  BasketReader(ParquetReader reader, PartFiles parts, long size) {
    this.reader = reader;
    this.files = parts.files();
    this.size = size;
  }

  Baskets read() {
    int[] firsts = new int[files.size() + 1];
    for (int i = 0; i < files.size(); i++) {
      firsts[i + 1] = reader.read(files.get(i), "len(products)", this::lengths);
    }
    starts = Arrays.copyOf(starts, baskets + 1);
    products = new int[starts[baskets]];
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      int first = firsts[i];
      int last = firsts[i + 1];
      at = reader.read(file, "unnest(products)", rows -> products(rows, file, first, last));
    }
    return new Baskets(starts, products, days(), quantities(firsts));
  }

  /// How much of each product was bought; none if a file does not say.
  ///
  /// @param firsts number of the first basket of each file, and the end of the last one
  private float[] quantities(int[] firsts) {
    if (!files.stream().allMatch(file -> reader.has(file, PreparedData.QUANTITIES))) {
      return new float[0];
    }
    float[] quantities = new float[products.length];
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      int first = starts[firsts[i]];
      int end = starts[firsts[i + 1]];
      int read =
          reader.read(
              file, "unnest(quantities)", rows -> quantities(rows, file, quantities, first, end));
      if (read != end) {
        throw new InputException(
            "%s: has %s for %s products: it is damaged"
                .formatted(
                    file,
                    read > end ? "more quantities" : "%s quantities".formatted(read - first),
                    end - first));
      }
    }
    return quantities;
  }

  private static int quantities(ResultSet rows, Path file, float[] quantities, int first, int end)
      throws SQLException {
    int next = first;
    while (rows.next()) {
      float quantity = rows.getFloat(1);
      if (!(quantity > 0)) {
        throw new InputException(
            "%s: quantity %s is %s; more than 0 expected: it is damaged"
                .formatted(file, next - first + 1, rows.wasNull() ? "null" : quantity));
      }
      if (next == end) {
        // One too many tells the caller.
        return end + 1;
      }
      quantities[next++] = quantity;
    }
    return next;
  }

  /// The dates of the baskets; none if a file has no dates. A basket without one is as old as the
  /// oldest.
  private int[] days() {
    if (!files.stream().allMatch(file -> reader.has(file, PreparedData.DATE))) {
      return new int[0];
    }
    int[] days = new int[baskets];
    int next = 0;
    for (Path file : files) {
      int first = next;
      next = reader.read(file, "date - DATE '1970-01-01'", rows -> days(rows, days, first));
    }
    int oldest = Arrays.stream(days).filter(day -> day != NO_DAY).min().orElse(0);
    Arrays.setAll(days, basket -> days[basket] == NO_DAY ? oldest : days[basket]);
    return days;
  }

  private static int days(ResultSet rows, int[] days, int first) throws SQLException {
    int basket = first;
    while (rows.next()) {
      int day = rows.getInt(1);
      days[basket++] = rows.wasNull() ? NO_DAY : day;
    }
    return basket;
  }

  private int lengths(ResultSet rows) throws SQLException {
    while (rows.next()) {
      baskets++;
      if (baskets == starts.length) {
        starts = Arrays.copyOf(starts, starts.length + (starts.length >> 1));
      }
      starts[baskets] = Math.addExact(starts[baskets - 1], rows.getInt(1));
    }
    return baskets;
  }

  /// @param first number of the file's first basket
  /// @param last number of the basket after its last one
  private int products(ResultSet rows, Path file, int first, int last) throws SQLException {
    int basket = first;
    int next = at;
    while (rows.next()) {
      long product = rows.getLong(1);
      boolean none = rows.wasNull();
      while (basket < last && starts[basket + 1] <= next) {
        basket++;
      }
      int row = basket - first + 1;
      if (none || product < 0 || product >= size || next == starts[last]) {
        throw outside(file, row, none ? "null" : product);
      }
      if (next > starts[basket] && product <= products[next - 1]) {
        throw new InputException(
            "%s: row %s has the product index %s after %s; indexes must ascend"
                .formatted(file, row, product, products[next - 1]));
      }
      products[next++] = (int) product;
    }
    if (next != starts[last]) {
      throw new InputException(
          "%s: has %s products of %s: it is damaged"
              .formatted(file, next - starts[first], starts[last] - starts[first]));
    }
    return next;
  }

  private InputException outside(Path file, int row, Object product) {
    return new InputException(
        "%s: row %s has the product index %s; allowed are 0 to %s%s\nhint: the file and its vocabulary must be of the same run"
            .formatted(
                file,
                row,
                product,
                size - 1,
                size < Integer.MAX_VALUE
                    ? ", as %s beside it has %s products".formatted(PreparedData.VOCABULARY, size)
                    : ""));
  }
}
