package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.BasketCounts;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.ProductCounts;
import dev.prod2vec.prepared.IngestReport.Role;
import dev.prod2vec.prepared.IngestReport.RowCounts;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/// Turns orders and products into baskets and a vocabulary.
public final class Ingest {
  private final ProductsConfig products;
  private final BasketsConfig baskets;
  private final PostgresServer server;
  private final Stores stores;
  private final Path directory;
  private final Database database;

  private Ingest(
      ProductsConfig products,
      BasketsConfig baskets,
      PostgresServer server,
      Stores stores,
      Path directory,
      Database database) {
    this.products = products;
    this.baskets = baskets;
    this.server = server;
    this.stores = stores;
    this.directory = directory;
    this.database = database;
  }

  /// Reads orders and products and writes `baskets.parquet`, `validation.parquet`, `test.parquet`,
  /// `vocabulary.parquet` and `ingest.json` (the report that it returns) into `directory`, which
  /// must exist. The same bytes for the same rows, whatever their order and the number of
  /// processors. Temporary files are inside `directory` and gone afterwards.
  ///
  /// @param server the database of tables and queries that the config names
  /// @param stores where files may be; reports and messages name files as the config does
  /// @throws WrongUseException if a file, table or column named in the config does not exist, or
  ///   the filter is not a condition
  /// @throws InputException if a file is broken or leaves nothing to build baskets of
  /// @throws dev.prod2vec.postgres.PostgresException if the database cannot answer
  /// @throws java.io.UncheckedIOException if a file cannot be written or a store cannot answer
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public static IngestReport ingest(
      OrdersConfig orders,
      ProductsConfig products,
      BasketsConfig baskets,
      PostgresServer server,
      Stores stores,
      Path directory)
      throws InterruptedException {
    try (Database database = Database.open(directory)) {
      return new Ingest(products, baskets, server, stores, directory, database).run(orders);
    } catch (InputException e) {
      throw new InputException(Excerpt.bounded(String.valueOf(e.getMessage())), e);
    } catch (WrongUseException e) {
      WrongUseException bounded =
          new WrongUseException(Excerpt.bounded(String.valueOf(e.getMessage())));
      bounded.initCause(e);
      throw bounded;
    }
  }

  static IngestReport ingest(
      OrdersConfig orders,
      ProductsConfig products,
      BasketsConfig baskets,
      PostgresServer server,
      Path directory,
      Database database)
      throws InterruptedException {
    return new Ingest(products, baskets, server, Stores.local(), directory, database).run(orders);
  }

  private IngestReport run(OrdersConfig orders) throws InterruptedException {
    if (orders.source() == RowSource.FILES && orders.files().isEmpty()) {
      throw new WrongUseException("orders.files: no file is given; at least one expected");
    }
    UnusedSettings.refuse(orders, products);
    OutputFiles.check(products);
    InputFiles files = new InputFiles(database, stores);
    SequencedSet<Input> orderFiles = files.parts("orders.files", orders.files());
    SequencedSet<Input> productFiles = files.parts("products.files", products.files());
    SequencedSet<Input> joinFiles = files.find("products.join-files", products.joinFiles());
    FetchedTables fetched = FetchedTables.fetch(orders, products, server, database.folder());
    Ids ids = new Ids(orders);
    OrderLines lines = OrderLines.load(orders, orderFiles, fetched.orders(), database);
    List<InputFile> inputs = new ArrayList<>(lines.inputs());
    inputs.addAll(
        new ProductTable(products, ids, database)
            .load(productFiles, joinFiles, fetched.products()));
    files.record();
    List<String> names = FileNames.of(lines.inputs().stream().map(InputFile::path).toList());
    Spellings.make(ids, orders.orderIdsPerFile() ? names : List.of(), names.size(), database);
    Purchases.make(baskets.splitRule(), orders.orderIdsPerFile(), database);
    NulBytes.refuse(inputs, files, database);
    RowCounts rows = rows(orders, lines, names(inputs, Role.ORDERS));
    Set<FindingKind> absent = absent(inputs);
    Map<FindingKind, Finding> found =
        new IdFindings(ids, database)
            .all(lines, names, !absent.contains(FindingKind.MISSING_LISTED_ID));
    found.putAll(FilterFindings.of(lines, rows, database));
    if (!absent.contains(FindingKind.UNLISTED_PRODUCT)) {
      found.put(FindingKind.UNLISTED_ALIKE, new IdFindings(ids, database).unlistedAlike());
    }
    VocabularyTable.make(baskets, database);
    ProductCounts productCounts = products(orders, rows, found);
    // From here on the order of rows and the groups they are written in decide the bytes of the
    // files.
    database.execute("SET preserve_insertion_order = true");
    BasketTable.make(baskets, database);
    OutputFiles.write(products, directory, database);
    IngestReport report =
        new IngestReport(
            inputs, rows, productCounts, baskets(), Findings.of(found, absent, baskets, database));
    Json.write(directory.resolve(IngestReport.FILE), report);
    return report;
  }

  private static List<String> names(List<InputFile> inputs, Role role) {
    return inputs.stream().filter(input -> input.role() == role).map(InputFile::path).toList();
  }

  private static Set<FindingKind> absent(List<InputFile> inputs) {
    List<String> products = names(inputs, Role.PRODUCTS);
    if (products.isEmpty()) {
      return Findings.ofProductTable();
    }
    return names(inputs, Role.ORDERS).containsAll(products)
        ? EnumSet.of(
            FindingKind.CHANGED_LISTED_ID,
            FindingKind.MISSING_LISTED_ID,
            FindingKind.REPEATED_LISTING)
        : EnumSet.noneOf(FindingKind.class);
  }

  private RowCounts rows(OrdersConfig orders, OrderLines lines, List<String> names)
      throws InterruptedException {
    long read = database.number("SELECT count(*) FROM order_line");
    long kept = database.number("SELECT count(*) FROM order_line WHERE kept");
    long copies = database.number("SELECT sum(copies) FROM purchase");
    long purchases = database.number("SELECT count(*) FROM purchase");
    if (purchases == 0) {
      throw new InputException(
          "%s: %s".formatted(Excerpt.files(names), nothing(orders, lines, read, kept)));
    }
    return new RowCounts(read, read - kept, kept - copies, copies - purchases, purchases);
  }

  private String nothing(OrdersConfig orders, OrderLines lines, long read, long kept)
      throws InterruptedException {
    if (read == 0) {
      return "no orders; "
          + (orders.format() == OrdersFormat.ROWS
              ? "the header has no rows after it"
              : "every line is blank");
    }
    if (kept == 0) {
      return "none of the %s rows meets the filter %s%s"
          .formatted(read, orders.filter(), FilterFindings.values(lines, database));
    }
    return "none of the %s rows that meet the filter has both an order id and a product id%s"
        .formatted(kept, missing(orders));
  }

  /// What to add where null values may be why ids are missing.
  private String missing(OrdersConfig orders) throws InterruptedException {
    List<String> values =
        database
            .rows(
                """
                SELECT DISTINCT written FROM (FROM order_spelling UNION ALL FROM product_spelling)
                WHERE id IS NULL AND trim(written) <> '' ORDER BY ALL LIMIT 5\
                """)
            .stream()
            .map(row -> Excerpt.value(row.getFirst()))
            .toList();
    return values.isEmpty()
        ? ""
        : "; %s stand for a missing one\nhint: orders.null-values names what does; it is %s"
            .formatted(String.join(", ", values), String.join(", ", orders.nullValues()));
  }

  private ProductCounts products(
      OrdersConfig orders, RowCounts rows, Map<FindingKind, Finding> found)
      throws InterruptedException {
    String few = " FROM counted WHERE place IS NULL";
    String beyond = " FROM counted WHERE place > " + baskets.maxProducts();
    String of = " FROM purchase JOIN (SELECT p%s) USING (p)";
    long vocabulary = database.number("SELECT count(*) FROM vocabulary");
    if (vocabulary == 0) {
      throw new InputException(NoVocabulary.message(orders, baskets, rows, found, database));
    }
    return new ProductCounts(
        database.number("SELECT count(*) FROM listed"),
        database.number("SELECT count(*) FROM product"),
        database.number("SELECT count(*)" + few),
        database.number("SELECT count(*)" + of.formatted(few)),
        database.number("SELECT count(*)" + beyond),
        database.number("SELECT count(*)" + of.formatted(beyond)),
        vocabulary,
        database.number("SELECT count(*) FROM purchase JOIN vocabulary USING (p)"));
  }

  private BasketCounts baskets() throws InterruptedException {
    long orders = database.number("SELECT count(*) FROM orders");
    long sized = database.number("SELECT count(*) FROM sized");
    return new BasketCounts(
        orders,
        orders - sized,
        database.number("SELECT count(*) FROM sized WHERE products > " + baskets.maxBasketSize()),
        database.number("SELECT max(products) FROM sized"),
        (double) database.number("SELECT sum(products) FROM sized") / sized,
        database.number("SELECT quantile_disc(products, 0.5) FROM sized"),
        database.number("SELECT count(*) FROM basket WHERE split = 'TRAIN'"),
        database.number("SELECT count(*) FROM basket WHERE split = 'VALIDATION'"),
        database.number("SELECT count(*) FROM basket WHERE split = 'TEST'"));
  }
}
