package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
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
import dev.prod2vec.prepared.IngestReport.RowHashes;
import dev.prod2vec.prepared.Moment;
import dev.prod2vec.prepared.OrderGroups;
import dev.prod2vec.prepared.OrderTimes;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Turns orders and products into baskets and a vocabulary.
public final class Ingest {
  /// Of a row's hash, so that Spark and DuckDB have whole numbers of its size.
  private static final int HASH_DIGITS = 15;

  private static final int BITS_PER_DIGIT = 4;

  private final ProductsConfig products;
  private final BasketsConfig baskets;
  private final PostgresServer server;
  private final Stores stores;
  private final Path directory;
  private final Database database;
  private final OrderTables tables;

  private Ingest(
      ProductsConfig products,
      BasketsConfig baskets,
      PostgresServer server,
      Stores stores,
      Path directory,
      Database database,
      OrderTables tables) {
    this.products = products;
    this.baskets = baskets;
    this.server = server;
    this.stores = stores;
    this.directory = directory;
    this.database = database;
    this.tables = tables;
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
    return ingest(orders, products, baskets, server, stores, directory, DuckDbOrders::new);
  }

  /// The same with the orders in another engine, which may write folders of files instead of the
  /// three files of baskets.
  ///
  /// @param engine makes tables whose products are in a database, which has a temporary folder
  public static IngestReport ingest(
      OrdersConfig orders,
      ProductsConfig products,
      BasketsConfig baskets,
      PostgresServer server,
      Stores stores,
      Path directory,
      Function<Database, OrderTables> engine)
      throws InterruptedException {
    try (Database database = Database.open(directory);
        OrderTables tables = engine.apply(database)) {
      return new Ingest(products, baskets, server, stores, directory, database, tables).run(orders);
    } catch (InputException e) {
      throw Excerpt.bounded(e);
    } catch (WrongUseException e) {
      throw Excerpt.bounded(e);
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
    try (OrderTables tables = new DuckDbOrders(database)) {
      return new Ingest(products, baskets, server, Stores.local(), directory, database, tables)
          .run(orders);
    }
  }

  private IngestReport run(OrdersConfig orders) throws InterruptedException {
    if (orders.source() == RowSource.FILES && orders.files().isEmpty()) {
      throw new WrongUseException("orders.files: no file is given; at least one expected");
    }
    UnusedSettings.refuse(orders, products);
    if (baskets.split() == SplitBy.TIME && orders.timeColumn().isEmpty()) {
      throw new WrongUseException(
          "baskets.split: is time, but the time of the orders is not known\nhint: orders.time-column names the column that has it");
    }
    OutputFiles.check(products);
    InputFiles files = new InputFiles(database, stores, tables.remote());
    Dialect productDialect = Dialect.of(products);
    SequencedSet<Input> orderFiles =
        tables.readsWhereFilesAre()
            ? files.partsAsTheyAre("orders.files", orders.files())
            : files.parts("orders.files", orders.files(), Dialect.of(orders));
    SequencedSet<Input> joined =
        tables.readsWhereFilesAre()
            ? files.asTheyAre(JoinedTable.OF_ORDERS, orders.joinFiles())
            : files.find(JoinedTable.OF_ORDERS, orders.joinFiles(), Dialect.of(orders));
    SequencedSet<Input> productFiles =
        files.parts("products.files", products.files(), productDialect);
    SequencedSet<Input> joinFiles =
        files.find("products.join-files", products.joinFiles(), productDialect);
    FetchedTables fetched = FetchedTables.fetch(orders, products, server, database.folder());
    Ids ids = new Ids(orders);
    OrderSource source = new OrderSource(orders, orderFiles, joined, fetched.orders());
    OrderFacts facts = OrderFacts.merged(tables.read(source));
    List<InputFile> inputs = new ArrayList<>(facts.inputs());
    inputs.addAll(
        new ProductTable(products, ids, database)
            .load(productFiles, joinFiles, fetched.products()));
    UnusedSettings.refuseCsv(
        "orders.csv", orders.csv(), inputs, EnumSet.of(Role.ORDERS, Role.JOINED_ORDERS));
    UnusedSettings.refuseCsv(
        "products.csv", products.csv(), inputs, EnumSet.of(Role.PRODUCTS, Role.JOINED));
    files.record();
    Optional<OrderGroups> groups =
        source.isGrouped() ? Optional.of(GroupRows.of(orders, facts)) : Optional.empty();
    tables.group(source, baskets);
    IdCensus census = IdCensus.of(tables);
    NulBytes.refuse(inputs, files, source, tables, productDialect, census, database);
    Optional<Settlement> settled =
        source.isQuantified() ? Optional.of(Settlement.of(tables)) : Optional.empty();
    RowCounts rows = rows(orders, facts, settled, names(inputs, Role.ORDERS));
    Set<FindingKind> absent = absent(inputs);
    IdFindings idFindings = new IdFindings(tables, census, database);
    Map<FindingKind, Finding> found =
        idFindings.all(
            facts.look(), source.names(), !absent.contains(FindingKind.MISSING_LISTED_ID));
    found.putAll(FilterFindings.of(facts.filters(), rows));
    found.put(
        FindingKind.MISSING_TIME,
        new Finding(
            FindingKind.MISSING_TIME,
            source.isTimed() ? facts.untimed() : 0,
            List.of(),
            List.of()));
    found.put(
        FindingKind.MISSING_QUANTITY,
        source.isQuantified()
            ? new Finding(
                FindingKind.MISSING_QUANTITY,
                facts.unquantified(),
                List.of("quantity", "rows"),
                facts.unread().stream().limit(Findings.EXAMPLES).toList())
            : new Finding(FindingKind.MISSING_QUANTITY, 0, List.of(), List.of()));
    if (settled.isEmpty()) {
      found.put(
          FindingKind.LONE_RETURN, new Finding(FindingKind.LONE_RETURN, 0, List.of(), List.of()));
    }
    found.put(
        FindingKind.UNJOINED_ROW,
        new Finding(FindingKind.UNJOINED_ROW, facts.unjoined(), List.of(), List.of()));
    found.put(FindingKind.MIXED_ORDER, MixedOrders.of(facts.mixed()));
    if (!absent.contains(FindingKind.UNLISTED_PRODUCT)) {
      found.put(FindingKind.UNLISTED_ALIKE, idFindings.unlistedAlike());
    }
    VocabularyTable.make(baskets, database);
    ProductCounts productCounts = products(orders, rows, found);
    // From here on the order of rows and the groups they are written in decide the bytes of the
    // files.
    database.execute("SET preserve_insertion_order = true");
    tables.baskets(baskets);
    tables.write(directory);
    OutputFiles.writeProducts(products, directory, database);
    BasketCounts basketCounts = baskets();
    IngestReport report =
        new IngestReport(
            inputs,
            rows,
            settled.map(Settlement::counts),
            groups,
            productCounts,
            basketCounts,
            times(source),
            Optional.of(rowHashes()),
            Findings.of(
                found,
                absent,
                counted(rows, settled, basketCounts, census),
                baskets,
                tables,
                database));
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

  private RowCounts rows(
      OrdersConfig orders, OrderFacts facts, Optional<Settlement> settled, List<String> names)
      throws InterruptedException {
    long copies =
        settled.isPresent()
            ? settled.get().bought()
            : database.number("SELECT sum(copies) FROM product_count");
    long purchases = database.number("SELECT sum(purchases) FROM product_count");
    if (purchases == 0) {
      throw new InputException(
          "%s: %s".formatted(Excerpt.files(names), nothing(orders, facts, settled)));
    }
    long takenBack = settled.map(of -> of.counts().takenBack()).orElse(0L);
    return new RowCounts(
        facts.read(),
        facts.read() - facts.kept(),
        facts.kept() - settled.map(Settlement::rows).orElse(copies),
        copies - purchases - takenBack,
        purchases);
  }

  private String nothing(OrdersConfig orders, OrderFacts facts, Optional<Settlement> settled)
      throws InterruptedException {
    if (settled.isPresent() && settled.get().rows() > 0) {
      return settled.get().nothing(orders.quantityColumn());
    }
    if (facts.read() == 0) {
      return "no orders; "
          + (orders.format() != OrdersFormat.BASKETS
              ? "the header has no rows after it"
              : "every line is blank");
    }
    if (facts.kept() == 0 && !orders.group().isEmpty()) {
      return GroupRows.none(orders, facts);
    }
    if (facts.kept() == 0) {
      return "none of the %s rows meets the filter %s%s"
          .formatted(facts.read(), orders.filter(), FilterFindings.values(facts.filters()));
    }
    return "none of the %s rows that meet the filter has both an order id and a product id%s"
        .formatted(facts.kept(), missing(orders));
  }

  /// What to add where null values may be why ids are missing.
  private String missing(OrdersConfig orders) throws InterruptedException {
    List<String> values =
        tables
            .rows(
                """
                SELECT DISTINCT written FROM spelling
                WHERE id_of <> 'product table' AND id IS NULL AND trim(written) <> ''
                ORDER BY written LIMIT 5\
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
    long vocabulary = database.number("SELECT count(*) FROM vocabulary");
    if (vocabulary == 0) {
      throw new InputException(
          NoVocabulary.message(orders, baskets, rows, found, tables, database));
    }
    return new ProductCounts(
        database.number("SELECT count(*) FROM listed"),
        database.number("SELECT count(*) FROM product"),
        database.number("SELECT count(*)" + few),
        database.number("SELECT sum(purchases)" + few),
        database.number("SELECT count(*)" + beyond),
        database.number("SELECT sum(purchases)" + beyond),
        vocabulary,
        database.number("SELECT sum(purchases) FROM counted JOIN vocabulary USING (p)"));
  }

  private Map<FindingKind, Long> counted(
      RowCounts rows, Optional<Settlement> settled, BasketCounts counts, IdCensus census)
      throws InterruptedException {
    long unlisted =
        database.number(
            """
            SELECT sum(purchases)
            FROM product_count JOIN product USING (p) ANTI JOIN listed USING (product_id)\
            """);
    return Map.of(
        FindingKind.MISSING_ORDER_ID, census.rowsWithoutOrder(),
        FindingKind.MISSING_PRODUCT_ID, census.rowsWithoutProduct(),
        FindingKind.LONE_RETURN, settled.map(of -> of.counts().loneReturns()).orElse(0L),
        FindingKind.REPEATED_PRODUCT, rows.repeated(),
        FindingKind.UNLISTED_PURCHASE, unlisted,
        FindingKind.LARGE_ORDER, counts.split());
  }

  private BasketCounts baskets() throws InterruptedException {
    long orders = tables.number("SELECT count(*) FROM orders");
    List<Long> sizes =
        numbers(
            """
            SELECT count(*) AS orders, count(*) FILTER (WHERE products > %s) AS large,
              max(products) AS largest, sum(products) AS products,
              CAST(percentile_disc(0.5) WITHIN GROUP (ORDER BY products) AS BIGINT) AS median
            FROM order_size\
            """
                .formatted(baskets.maxBasketSize()));
    List<Long> rows =
        numbers(
            """
            SELECT count(*) FILTER (WHERE split = 'TRAIN') AS train,
              count(*) FILTER (WHERE split = 'VALIDATION') AS validation,
              count(*) FILTER (WHERE split = 'TEST') AS test
            FROM basket\
            """);
    long sized = sizes.getFirst();
    return new BasketCounts(
        orders,
        orders - sized,
        sizes.get(1),
        sizes.get(2),
        (double) sizes.get(3) / sized,
        sizes.get(4),
        rows.get(0),
        rows.get(1),
        rows.get(2));
  }

  private Optional<OrderTimes> times(OrderSource source) throws InterruptedException {
    SortedMap<Long, Long> days = new TreeMap<>();
    if (source.isTimed()) {
      for (List<String> row :
          tables.rows(
              """
              SELECT %s AS day, count(*) AS orders
              FROM orders WHERE time IS NOT NULL GROUP BY 1\
              """
                  .formatted(TimeSplit.DAY))) {
        days.put(Long.valueOf(row.get(0)), Long.valueOf(row.get(1)));
      }
    }
    return days.isEmpty()
        ? Optional.empty()
        : Optional.of(OrderTimes.of(baskets.split(), days, first("VALIDATION"), first("TEST")));
  }

  /// The first moment of the orders of a split, if time divides them.
  private Optional<String> first(String split) throws InterruptedException {
    String time =
        tables
            .rows("SELECT min(time) AS time FROM orders WHERE split = " + Sql.text(split))
            .getFirst()
            .getFirst();
    return baskets.split() == SplitBy.HASH || time.isEmpty()
        ? Optional.empty()
        : Optional.of(Moment.text(Long.parseLong(time)));
  }

  private RowHashes rowHashes() throws InterruptedException {
    String hash =
        "conv(substr(sha2(concat(order_id, ':', CAST(products AS STRING)), 256), 1, %s), 16, 10)"
            .formatted(HASH_DIGITS);
    List<String> sums =
        tables
            .rows(
                """
                SELECT sum(h) FILTER (WHERE split = 'TRAIN') AS train,
                  sum(h) FILTER (WHERE split = 'VALIDATION') AS validation,
                  sum(h) FILTER (WHERE split = 'TEST') AS test
                FROM (SELECT split, CAST(%s AS DECIMAL(20, 0)) AS h FROM basket)\
                """
                    .formatted(hash))
            .getFirst();
    return new RowHashes(hash(sums.get(0)), hash(sums.get(1)), hash(sums.get(2)));
  }

  /// @param sum empty text if there are no rows
  private static String hash(String sum) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(HASH_DIGITS * BITS_PER_DIGIT);
    BigInteger hash = (sum.isEmpty() ? BigInteger.ZERO : new BigInteger(sum)).mod(modulus);
    String digits = hash.toString(16);
    return "0".repeat(HASH_DIGITS - digits.length()) + digits;
  }

  private List<Long> numbers(String sql) throws InterruptedException {
    return tables.rows(sql).getFirst().stream().map(Long::valueOf).toList();
  }
}
