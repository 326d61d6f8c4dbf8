package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.duckdb.DuckDBAppender;

/// Baskets of known products in files of orders, in the order in which the files have them. Memory
/// does not grow with the files. A row that cannot be used is recorded and left out. For one
/// thread.
public final class BasketFile implements AutoCloseable {
  private final Database database;
  private final RowFaults faults;
  private final long size;

  private BasketFile(Database database, RowFaults faults, long size) {
    this.database = database;
    this.faults = faults;
    this.size = size;
  }

  /// Some baskets that follow each other.
  ///
  /// @param ids of the orders; the number of the line where there is one basket a line
  /// @param products of each basket, ascending vocabulary indexes; empty if none is known
  public record Page(List<String> ids, List<int[]> products) {}

  /// Reads the files that a config names.
  ///
  /// @param stores where files may be
  /// @param directory for temporary files
  /// @throws WrongUseException if a file or column named in the config does not exist
  /// @throws InputException if a file is broken, so that it is not clear where its rows begin and
  ///   end, or if no product in it is known
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public static BasketFile read(
      OrdersConfig config, Vocabulary vocabulary, Stores stores, Path directory)
      throws InterruptedException {
    Database database = Database.open(directory);
    try {
      return read(config, vocabulary, stores, database);
    } catch (InputException e) {
      database.close();
      throw Excerpt.bounded(e);
    } catch (WrongUseException e) {
      database.close();
      throw Excerpt.bounded(e);
    } catch (RuntimeException | InterruptedException e) {
      database.close();
      throw e;
    }
  }

  private static BasketFile read(
      OrdersConfig config, Vocabulary vocabulary, Stores stores, Database database)
      throws InterruptedException {
    UnusedSettings.refuse(config, ProductsConfig.DEFAULT);
    // The numbers of rows say which basket comes first.
    database.execute("SET preserve_insertion_order = true");
    SequencedSet<Input> files =
        new InputFiles(database, stores).parts("orders.files", config.files(), Dialect.of(config));
    RowFaults faults = new RowFaults();
    OrderLines.load(config, files, List.of(), Optional.empty(), faults.broken(), 0, database);
    List<String> names = files.stream().map(Input::name).toList();
    Spellings.make(
        new Ids(config),
        config.orderIdsPerFile() ? FileNames.of(names) : List.of(),
        names.size(),
        database);
    known(vocabulary, database);
    faults.find(database);
    long size = baskets(database);
    if (faults.known() == 0) {
      throw new InputException(
          "%s: no row names a product of the model%s\nhint: products are named by the ids of the orders that the model learned from"
              .formatted(Excerpt.files(names), faults.examples()));
    }
    return new BasketFile(database, faults, size);
  }

  private static void known(Vocabulary vocabulary, Database database) throws InterruptedException {
    database.execute("CREATE TABLE known (known_id VARCHAR, place INTEGER)");
    try (DuckDBAppender rows = database.appender("known")) {
      for (Product product : vocabulary.products()) {
        rows.beginRow().append(product.id()).append(product.index()).endRow();
      }
    } catch (SQLException e) {
      throw Database.fault(e);
    }
  }

  private static long baskets(Database database) throws InterruptedException {
    return database.update(
        """
        CREATE TABLE asked AS
        SELECT row_number() OVER (ORDER BY first) - 1 AS number, id, products
        FROM (
          SELECT o.id AS id, min(order_line.rowid) AS first,
            array_to_string(
              list_sort(list(DISTINCT place) FILTER (place IS NOT NULL)), ' ') AS products
          FROM %s LEFT JOIN known ON p.id = known_id
          WHERE kept AND o.id IS NOT NULL AND p.id IS NOT NULL
          GROUP BY o.id)
        ORDER BY number
        """
            .formatted(Spellings.ROWS));
  }

  /// Number of baskets.
  public long size() {
    return size;
  }

  /// What could not be used of the files.
  public RowFaults faults() {
    return faults;
  }

  /// Some baskets.
  ///
  /// @param first number of the first one, from 0
  /// @param most most baskets
  public Page page(long first, int most) throws InterruptedException {
    List<List<String>> rows =
        database.rows(
            "SELECT id, products FROM asked WHERE number >= %s AND number < %s ORDER BY number"
                .formatted(first, first + most));
    List<String> ids = new ArrayList<>(rows.size());
    List<int[]> products = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      ids.add(row.getFirst());
      products.add(numbers(row.get(1)));
    }
    return new Page(ids, products);
  }

  private static int[] numbers(String text) {
    return text.isEmpty()
        ? new int[0]
        : Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /// Deletes the temporary files.
  @Override
  public void close() {
    database.close();
  }
}
