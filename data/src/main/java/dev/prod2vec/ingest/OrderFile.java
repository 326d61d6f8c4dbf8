package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One file of orders, to be read by any machine that sees it. As JSON it travels there.
///
/// @param config of the orders, without the names of the files
/// @param number of the file among all, from 0
/// @param prefix name of the file inside the ids of its orders; empty if it is not part of them
/// @param name as the config or its glob names it
/// @param path the file, or a copy of its content; empty if it has to be fetched
/// @param bytes size of the named file
/// @param sha256 SHA-256 of data that a pipe or a store sent
/// @param joined files that are joined to the orders
public record OrderFile(
    OrdersConfig config,
    int number,
    String prefix,
    String name,
    String path,
    long bytes,
    Optional<String> sha256,
    List<Joined> joined) {

  /// A file that is joined to the orders, in the terms of the file itself.
  public record Joined(String name, String path, long bytes, Optional<String> sha256) {
    static Joined of(Input input) {
      String path = input.isRemote() ? "" : input.path().toAbsolutePath().toString();
      return new Joined(input.name(), path, input.bytes(), input.sha256());
    }

    /// The same, fetched.
    public Joined fetched(Path copy) throws IOException {
      return new Joined(name, copy.toString(), bytes, Optional.of(Sha256.of(copy)));
    }

    private Input input() {
      return new Input(name, Path.of(path), bytes, sha256);
    }
  }

  /// The folders of Parquet files that [#read] writes, one file for each file of orders.
  public enum Part {
    /// The rows that meet the filter: `order_id, product_id` as they are used, null if an id is
    /// missing; `order_written, product_written` where that differs, else null; `changed`, whether
    /// an id was changed; `time` of the order, `quantity` in thousandths and `customer`, null if
    /// they are not known.
    LINE,
    /// The distinct order ids: the columns of `spelling`, see [OrderTables].
    ORDER,
    /// The distinct product ids, likewise.
    PRODUCT,
    /// The ids that a fold changes: the columns of `folded`.
    FOLDED;

    /// The name of the folder.
    public String folder() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The file in a text.
  public static OrderFile of(String json) {
    return Json.parse(json, "order file", OrderFile.class);
  }

  public String json() {
    return Json.line(this);
  }

  /// The same, fetched.
  public OrderFile fetched(Path copy) throws IOException {
    return new OrderFile(
        config, number, prefix, name, copy.toString(), bytes, Optional.of(Sha256.of(copy)), joined);
  }

  /// The same, whose rows are in another file of this machine.
  public OrderFile withPath(Path file) {
    return new OrderFile(config, number, prefix, name, file.toString(), bytes, sha256, joined);
  }

  /// The same with other places of the joined files.
  public OrderFile withJoined(List<Joined> newJoined) {
    return new OrderFile(config, number, prefix, name, path, bytes, sha256, newJoined);
  }

  /// Reads the file and writes its rows and ids.
  ///
  /// @param before number of lines of the files before this one, for files of baskets
  /// @param work for temporary files
  /// @param threads for this file
  /// @param folder for a folder of each [Part]; no other attempt writes there
  /// @return what was found, or why the file cannot be read, for the caller of [OrderTables#read]
  public String read(long before, Path work, int threads, Path folder) throws InterruptedException {
    try (Database database = Database.open(work, threads)) {
      try {
        List<Input> input = List.of(input(database.folder()));
        ReadableFiles readable = new ReadableFiles(database.folder());
        List<Input> tables = new ArrayList<>();
        for (Joined table : joined) {
          tables.add(readable.of(table.input(), Dialect.of(config)));
        }
        return read(config, input, tables, Optional.empty(), before, this, database, folder);
      } catch (InputException e) {
        return OrderFacts.failed(e).json();
      } catch (WrongUseException e) {
        return OrderFacts.failed(e).json();
      }
    }
  }

  /// The number of lines, up to the first that is no text.
  ///
  /// @param work for temporary files
  public long lines(Path work) throws InterruptedException {
    try (Database database = Database.open(work, 1)) {
      long number = 0;
      try (LineReader lines = new LineReader(input(database.folder()), Dialect.of(config))) {
        while (lines.next() != null) {
          number = lines.number();
        }
      } catch (InputException _) {
        // Reading the file says so again, and no later file is read then.
      }
      return number;
    }
  }

  /// Looks for bytes that are not text, if the file is csv.
  ///
  /// @param work for temporary files
  /// @return the message about the first; empty text if there is none
  public String scan(Path work) throws InterruptedException {
    try (Database database = Database.open(work, 1)) {
      Input input = input(database.folder());
      if (config.format() != OrdersFormat.BASKETS && TableFile.isCsv(input)) {
        CsvFault.scan(input, Dialect.of(config));
      }
      return "";
    } catch (InputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Input input(Path work) throws InterruptedException {
    return new ReadableFiles(work)
        .of(new Input(name, Path.of(path), bytes, sha256), Dialect.of(config));
  }

  static String read(
      OrdersConfig config,
      List<Input> files,
      List<Input> joined,
      Optional<TableFile> fetched,
      long before,
      OrderFile place,
      Database database,
      Path folder)
      throws InterruptedException {
    OrderLines lines =
        OrderLines.load(
            config,
            files,
            joined,
            fetched,
            BadRows.REFUSED,
            config.format() == OrdersFormat.ONE_HOT ? place.number() : before,
            database);
    Ids ids = new Ids(config);
    Spellings.make(
        ids, place.prefix().isEmpty() ? List.of() : List.of(place.prefix()), 1, database);
    // Lines of baskets are numbered throughout, as if they were in one file.
    String number =
        ", %s AS file".formatted(config.format() == OrdersFormat.BASKETS ? 0 : place.number());
    place.copy(Part.LINE, lines(database), database, folder);
    place.copy(
        Part.ORDER,
        "SELECT *%s FROM (%s)".formatted(number, Traits.of("order id", Spellings.ORDERS, ids)),
        database,
        folder);
    place.copy(
        Part.PRODUCT,
        "SELECT *%s FROM (%s)".formatted(number, Traits.of("product id", Spellings.PRODUCTS, ids)),
        database,
        folder);
    place.copy(
        Part.FOLDED,
        Traits.folded("order id", "(SELECT DISTINCT id FROM order_spelling)")
            + " UNION ALL "
            + Traits.folded("product id", "(SELECT DISTINCT id FROM product_spelling)"),
        database,
        folder);
    return lines.facts(database).json();
  }

  /// The rows; without a join if each id is used as it is written.
  private static String lines(Database database) throws InterruptedException {
    boolean plain =
        database.number(
                """
                SELECT count(*) FROM (
                  SELECT id, written FROM order_spelling
                  UNION ALL SELECT id, written FROM product_spelling)
                WHERE id IS DISTINCT FROM written\
                """)
            == 0;
    return plain
        ? """
        SELECT order_id, product_id, NULL::VARCHAR AS order_written,
          NULL::VARCHAR AS product_written, false AS changed, time, quantity, customer
        FROM order_line WHERE kept\
        """
        : """
        SELECT o.id AS order_id, p.id AS product_id,
          CASE WHEN o.id IS DISTINCT FROM o.written THEN o.written END AS order_written,
          CASE WHEN p.id IS DISTINCT FROM p.written THEN p.written END AS product_written,
          coalesce(o.used <> o.written, false) OR coalesce(p.used <> p.written, false) AS changed,
          time, quantity, customer
        FROM %s WHERE kept\
        """
            .formatted(Spellings.ROWS);
  }

  private void copy(Part part, String query, Database database, Path folder)
      throws InterruptedException {
    Path place = folder.resolve(part.folder()).resolve("%s.parquet".formatted(number));
    try {
      Files.createDirectories(place.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(place + ": cannot be written: " + e, e);
    }
    database.execute(
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"
            .formatted(query, Sql.text(place)));
  }
}
