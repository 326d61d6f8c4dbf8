package dev.prod2vec.lake;

import dev.prod2vec.basket.Split;
import dev.prod2vec.basket.SplitRule;
import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.ingest.Excerpt;
import dev.prod2vec.ingest.OrderFile.Part;
import dev.prod2vec.ingest.OrderSource;
import dev.prod2vec.ingest.OrderTables;
import dev.prod2vec.ingest.RemoteFiles;
import dev.prod2vec.ingest.Returns;
import dev.prod2vec.ingest.TimeSplit;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.shared.HadoopFiles;
import dev.prod2vec.shared.SharedFiles;
import dev.prod2vec.shared.SharedFolder;
import dev.prod2vec.task.WrittenPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.jdk.javaapi.CollectionConverters;

/// Orders in Spark. Rows are shuffled once, by the hash of their order id, so that each order is in
/// one task; nothing depends on how rows are spread over files and partitions.
final class SparkOrders implements OrderTables {
  /// Most rows of an order, which one task holds.
  static final int MAX_ROWS = 100_000;

  /// Most products that every executor gets, so that their orders need not be shuffled again.
  private static final long MOST_BROADCAST = 1_000_000;

  /// The folder for what driver and executors hand to each other.
  private static final String LAKE = "lake";

  /// The folder in it to which Spark writes the baskets.
  private static final String BASKET = "basket";

  private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";

  /// Bytes of compressed rows for one task of a shuffle, about.
  private static final long BYTES_PER_TASK = 32L << 20;

  /// What statements mean must not depend on a cluster's settings, and no file may be skipped.
  /// Nobody adds classes to the session: isolated, it would load and compile all of them anew.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.artifact.isolation.enabled", "false",
          "spark.sql.ansi.enabled", "true",
          "spark.sql.caseSensitive", "false",
          "spark.sql.parser.escapedStringLiterals", "true",
          "spark.sql.legacy.consecutiveStringLiterals.enabled", "false",
          "spark.sql.files.ignoreCorruptFiles", "false",
          "spark.sql.files.ignoreMissingFiles", "false",
          "spark.sql.parquet.writeLegacyFormat", "false");

  private static final String SPELLING =
      "id_of STRING, written STRING, used STRING, id STRING, rows BIGINT, first_file INT, last_file INT, null_value STRING, null_like BOOLEAN, long_number BOOLEAN, cut_number BOOLEAN, scientific BOOLEAN";

  private final SparkSession session;
  private final Database database;
  private final int rowsPerPart;
  private final SharedFiles files;
  private final SharedFolder lake;
  private final Jobs jobs;
  private final SparkTables tables;
  private final OrderReading reading;
  private final List<Dataset<Row>> kept = new ArrayList<>();

  /// Whether orders have times.
  private boolean timed;

  /// Whether rows have quantities.
  private boolean quantified;

  private SparkOrders(SparkSession session, Database database, SharedFiles files, int rowsPerPart) {
    this.session = session;
    this.database = database;
    this.files = files;
    this.rowsPerPart = rowsPerPart;
    lake = files.unfinished(LAKE);
    jobs = new Jobs(session.sparkContext());
    tables = new SparkTables(session, jobs);
    reading =
        new OrderReading(
            JavaSparkContext.fromSparkContext(session.sparkContext()),
            new ForeignFiles(session, lake),
            lake);
  }

  /// @param spark whose views and settings stay as they are
  /// @param rowsPerPart most rows of one file of baskets, about
  static SparkOrders in(ClusterSession spark, Database database, int rowsPerPart) {
    SparkSession session = spark.spark().newSession();
    CollectionConverters.asJava(spark.spark().conf().getAll())
        .forEach((key, value) -> {
          if (session.conf().isModifiable(key)) {
            session.conf().set(key, value);
          }
        });
    SETTINGS.forEach(session.conf()::set);
    return new SparkOrders(session, database, spark.files(), rowsPerPart);
  }

  @Override
  public boolean readsWhereFilesAre() {
    return true;
  }

  @Override
  public RemoteFiles remote() {
    return new HadoopFiles(session.sparkContext().hadoopConfiguration());
  }

  @Override
  public List<String> read(OrderSource source) throws InterruptedException {
    return jobs.run(() -> {
      lake.delete();
      return source.isFetched()
          ? List.of(
              OrderReading.sent(
                  database.folder(), lake, own -> source.readFetched(database.folder(), own)))
          : reading.read(source);
    });
  }

  @Override
  public void scan(OrderSource source) throws InterruptedException {
    String message = jobs.run(() -> reading.scan(source));
    if (!message.isEmpty()) {
      throw new InputException(message);
    }
  }

  /// Unless the user says how many tasks a shuffle has, their number follows the size of the
  /// orders: Spark's own, 200, takes minutes for a shop of a few thousand orders.
  private void spread() throws InterruptedException {
    if (session.conf().contains(SHUFFLE_PARTITIONS)) {
      return;
    }
    Collection<Long> sizes = jobs.run(() -> lake.folder(Part.LINE.folder()).files().values());
    long bytes = sizes.stream().mapToLong(Long::longValue).sum();
    int cores = session.sparkContext().defaultParallelism();
    session.conf().set(SHUFFLE_PARTITIONS, Math.max(cores, bytes / BYTES_PER_TASK));
  }

  @Override
  public void group(OrderSource source, BasketsConfig config) throws InterruptedException {
    timed = source.isTimed();
    quantified = source.isQuantified();
    spread();
    spellings(source);
    refuseLarge();
    orders(source, config);
    products();
    ids();
  }

  /// Makes `spelling`.
  private void spellings(OrderSource source) throws InterruptedException {
    boolean perFile = source.config().orderIdsPerFile();
    view("listed", sent("listed", "SELECT product_id FROM listed", "product_id STRING"));
    view("order_part", part(Part.ORDER, SPELLING + ", file INT"));
    view("product_part", part(Part.PRODUCT, SPELLING + ", file INT"));
    view("listing_spelling", sent("listing", source.listing(), SPELLING));
    view("order_spelling", keep(session.sql(spelled("order_part", perFile))));
    write(session.sql(spelled("product_part", false)), "product_spelling");
    view("product_spelling", parquet(lake.folder("product_spelling"), SPELLING));
    view(
        "spelling",
        session.sql(
            """
            SELECT * FROM order_spelling UNION ALL SELECT * FROM product_spelling
            UNION ALL SELECT * FROM listing_spelling\
            """));
    database.execute(
        """
        CREATE TEMP TABLE product_spelling AS
        SELECT written, NULL::INTEGER AS file, rows, first_file, last_file, used, id FROM %s\
        """
            .formatted(inDuckDb("product_spelling")));
  }

  /// The same ids of several files as one. All that depends on an id alone is part of the key,
  /// since Spark sorts where it has to keep text.
  private static String spelled(String part, boolean perFile) {
    String traits = "null_value, null_like, long_number, cut_number, scientific";
    return """
    SELECT id_of, written, used, id, sum(rows) AS rows, min(file) AS first_file,
      max(file) AS last_file, %2$s
    FROM %1$s GROUP BY id_of, written, used, id, %2$s%3$s\
    """
        .formatted(part, traits, perFile ? ", file" : "");
  }

  private void refuseLarge() throws InterruptedException {
    List<List<String>> largest =
        tables.rows(
            """
            SELECT id, sum(rows) AS rows FROM order_spelling WHERE id IS NOT NULL GROUP BY id
            HAVING sum(rows) > %s ORDER BY rows DESC, id LIMIT 1\
            """
                .formatted(MAX_ROWS));
    if (!largest.isEmpty()) {
      throw new InputException(
          "order %s has %s rows; at most %s are allowed on Spark, where one task holds an order\nhint: such an id often stands for no order at all: name it in orders.null-values or leave its rows out by orders.filter"
              .formatted(
                  Excerpt.value(largest.getFirst().getFirst()),
                  largest.getFirst().get(1),
                  MAX_ROWS));
    }
  }

  /// Makes `grouped(order_id, split, time, items)`, one row per order, and views of the rows.
  private void orders(OrderSource source, BasketsConfig config) throws InterruptedException {
    view(
        "line",
        part(
            Part.LINE,
            "order_id STRING, product_id STRING, order_written STRING, product_written STRING, changed BOOLEAN, time BIGINT, quantity BIGINT, customer STRING"));
    view(
        "written_line",
        session.sql(
            """
            SELECT order_id AS o, product_id AS p, coalesce(order_written, order_id) AS order_id,
              coalesce(product_written, product_id) AS product_id
            FROM line\
            """));
    view("kept_line", session.sql("SELECT order_id, product_id FROM written_line"));
    view(
        "line_without_order",
        session.sql("SELECT order_id, product_id FROM written_line WHERE o IS NULL"));
    view(
        "line_without_product",
        session.sql("SELECT order_id, product_id FROM written_line WHERE p IS NULL"));
    view("changed_line", session.sql("SELECT changed FROM line WHERE changed"));
    String byOrder = quantified ? settled(source) : byOrder();
    String columns = "SELECT order_id, %s AS split, time, items FROM %s";
    if (config.split() == SplitBy.TIME) {
      view("order_time", keep(session.sql(byOrder)));
      String split = TimeSplit.of(config, tables).sql();
      view("grouped", session.sql(columns.formatted(split, "order_time")));
    } else {
      String split = split(config.splitRule());
      view("grouped", keep(session.sql(columns.formatted(split, "(" + byOrder + ")"))));
    }
    view("orders", session.sql("SELECT order_id, split, time FROM grouped"));
    view(
        "bought",
        session.sql(
            """
            SELECT order_id, item.product_id AS product_id, item.copies AS copies
            FROM grouped LATERAL VIEW explode(items) AS item\
            """));
  }

  private static String byOrder() {
    return """
    SELECT order_id, min(time) AS time, collect_list(struct(product_id, copies)) AS items FROM (
      SELECT order_id, product_id, min(time) AS time, count(*) AS copies FROM (
        SELECT order_id, product_id, time FROM line
        WHERE order_id IS NOT NULL AND product_id IS NOT NULL
        DISTRIBUTE BY order_id)
      GROUP BY order_id, product_id)
    GROUP BY order_id\
    """;
  }

  /// Makes `settled`.
  ///
  /// @return the query of the orders of which something remains
  private String settled(OrderSource source) {
    String sums =
        """
        (SELECT order_id, product_id, %s FROM (
          SELECT order_id, product_id, %s, time, customer FROM line
          WHERE order_id IS NOT NULL AND product_id IS NOT NULL
          DISTRIBUTE BY order_id)
        GROUP BY order_id, product_id)\
        """
            .formatted(Returns.SUMS, Returns.QUANTITY);
    view(
        "settled",
        keep(
            session.sql(
                Returns.settled(source.config().returns(), "order_id", "product_id", sums))));
    return """
    SELECT order_id, min(time) AS time,
      collect_list(struct(product_id, copies, remaining AS quantity)) AS items
    FROM settled WHERE remaining > 0 GROUP BY order_id\
    """;
  }

  /// The twin of [SplitRule#of].
  static String split(SplitRule rule) {
    String key =
        "substr(sha2(concat(%s, order_id), 256), 1, 8)".formatted(Sql.text(rule.seed() + ":"));
    return "CASE WHEN %1$s < %2$s THEN 'VALIDATION' WHEN %1$s < %3$s THEN 'TEST' ELSE 'TRAIN' END"
        .formatted(key, Sql.text(rule.validationBound()), Sql.text(rule.testBound()));
  }

  /// Counts orders and rows of each product, into DuckDB.
  private void products() throws InterruptedException {
    write(
        session.sql(
            """
            SELECT item.product_id AS product_id, count(*) FILTER (WHERE split = 'TRAIN') AS count,
              count(*) AS purchases, sum(item.copies) AS copies
            FROM grouped LATERAL VIEW explode(items) AS item GROUP BY item.product_id\
            """),
        "product_count");
    view("product_count", session.read().parquet(lake.folder("product_count").uri()));
    database.execute(
        """
        CREATE TEMP TABLE product_row AS FROM %s;
        CREATE TEMP TABLE product AS
        SELECT CAST(row_number() OVER (ORDER BY product_id) AS INTEGER) AS p, product_id
        FROM product_row;
        CREATE TEMP TABLE product_count AS
        SELECT p, count, purchases, copies FROM product_row JOIN product USING (product_id)\
        """
            .formatted(inDuckDb("product_count")));
  }

  /// Makes `used_id` and `folded`.
  private void ids() throws InterruptedException {
    view(
        "used_id",
        session.sql(
            """
            SELECT 'order id' AS id_of, order_id AS id FROM grouped
            UNION ALL SELECT 'product id', product_id FROM product_count\
            """));
    view(
        "folded_part",
        part(
            Part.FOLDED,
            "id_of STRING, id STRING, letter_case STRING, leading_zeros STRING, point_zero STRING, blanks_and_dashes STRING, several STRING"));
    boolean none = tables.rows("SELECT id FROM folded_part LIMIT 1").isEmpty();
    view(
        "folded",
        session.sql(
            none
                ? "SELECT * FROM folded_part WHERE false"
                : "SELECT DISTINCT folded_part.* FROM folded_part SEMI JOIN used_id USING (id_of, id)"));
  }

  @Override
  public void baskets(BasketsConfig config) throws InterruptedException {
    view(
        "vocabulary",
        sent(
            "vocabulary",
            "SELECT product_id, CAST(index AS INTEGER) AS index FROM vocabulary JOIN product USING (p)",
            "product_id STRING, index INT"));
    BasketSql sql = new BasketSql(quantified);
    boolean small = database.number("SELECT count(*) FROM vocabulary") <= MOST_BROADCAST;
    view("sized", keep(session.sql(sql.sized(small ? "/*+ BROADCAST(vocabulary) */" : ""))));
    view("order_size", session.sql("SELECT order_id, products FROM sized"));
    view("basket", session.sql(sql.baskets(config)));
  }

  /// All baskets are written at once, divided by split, since each pass over them costs a cluster
  /// much. Spark names its files differently in each run, so they are copied to names of our own.
  @Override
  public void write(Path directory) throws InterruptedException {
    long orders = tables.number("SELECT count(*) FROM order_size");
    int parts = (int) Math.max(1, Math.ceilDiv(orders, rowsPerPart));
    Dataset<Row> baskets =
        session.sql("SELECT split, order_id, part, products, date, quantities FROM basket");
    Dataset<Row> sorted =
        baskets
            .repartitionByRange(parts, baskets.col("order_id"))
            .sortWithinPartitions("split", "order_id", "part");
    List<String> columns = new ArrayList<>(List.of("order_id", "products"));
    if (timed) {
      columns.add(PreparedData.DATE);
    }
    if (quantified) {
      columns.add(PreparedData.QUANTITIES);
    }
    write(sorted.select("split", columns.toArray(String[]::new)), BASKET, "split");
    view("basket", jobs.run(this::copied));
  }

  /// Copies the baskets of each split to their place in the run.
  ///
  /// @return all baskets
  private Dataset<Row> copied() throws IOException, InterruptedException {
    List<SparkParts.Table> tables = new ArrayList<>();
    for (Split split : Split.values()) {
      tables.add(
          new SparkParts.Table(
              split.toString(),
              lake.folder(BASKET).folder("split=" + split),
              files.writeParts(name(split))));
    }
    Map<String, List<WrittenPart>> parts =
        SparkParts.copy(JavaSparkContext.fromSparkContext(session.sparkContext()), tables);
    List<Dataset<Row>> baskets = new ArrayList<>();
    for (SparkParts.Table table : tables) {
      List<WrittenPart> own = parts.getOrDefault(table.name(), List.of());
      if (own.isEmpty()) {
        String date = timed ? ", NULL::DATE AS date" : "";
        String quantities = quantified ? ", NULL::DOUBLE[] AS quantities" : "";
        Path none =
            copy(
                "none",
                "SELECT '' AS order_id, [0] AS products%s%s WHERE false"
                    .formatted(date, quantities));
        own = List.of(table.to().write(none, 0, 0));
      }
      files.wroteParts(name(Split.valueOf(table.name())), own);
      String folder = table.to().folder().uri();
      String[] uris = own.stream().map(part -> folder + "/" + part.name()).toArray(String[]::new);
      baskets.add(
          session
              .read()
              .schema("order_id STRING, products ARRAY<INT>")
              .parquet(uris)
              .selectExpr("%s AS split".formatted(Sql.text(table.name())), "order_id", "products"));
    }
    return baskets.stream().reduce(Dataset::union).orElseThrow();
  }

  private static String name(Split split) {
    return switch (split) {
      case TRAIN -> PreparedData.BASKETS;
      case VALIDATION -> PreparedData.VALIDATION;
      case TEST -> PreparedData.TEST;
    };
  }

  private void view(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView(name);
  }

  /// The same, computed once.
  private Dataset<Row> keep(Dataset<Row> rows) {
    kept.add(rows);
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  private Dataset<Row> part(Part part, String columns) {
    return parquet(lake.folder(part.folder()), columns);
  }

  private Dataset<Row> parquet(SharedFolder folder, String columns) {
    return session.read().schema(columns).parquet(folder.uri());
  }

  /// Rows of DuckDB, for the executors.
  private Dataset<Row> sent(String name, String query, String columns) throws InterruptedException {
    return jobs.run(() -> {
      SharedFolder folder = lake.folder(name);
      folder.put(copy(name, query), "rows.parquet");
      return parquet(folder, columns);
    });
  }

  /// Rows of DuckDB in a file of this machine.
  private Path copy(String name, String query) throws InterruptedException {
    Path file = database.folder().resolve(name + ".parquet");
    database.execute("COPY (%s) TO %s (FORMAT parquet)".formatted(query, Sql.text(file)));
    return file;
  }

  /// Writes rows into a folder of the lake.
  ///
  /// @param folders columns whose values are in the names of folders, not in the files
  private void write(Dataset<Row> rows, String name, String... folders)
      throws InterruptedException {
    String to = lake.folder(name).uri();
    jobs.run(() -> {
      rows.write().partitionBy(folders).option("compression", "zstd").parquet(to);
      return to;
    });
  }

  /// The rows of a folder of the lake, for a query of DuckDB.
  private String inDuckDb(String name) throws InterruptedException {
    SharedFolder folder = lake.folder(name);
    Path here = jobs.run(() -> folder.fetch(folder.files().keySet(), database.folder()));
    return "read_parquet(%s)".formatted(Sql.text(here.resolve("*.parquet")));
  }

  @Override
  public long number(String sql) throws InterruptedException {
    return tables.number(sql);
  }

  @Override
  public List<List<String>> rows(String sql) throws InterruptedException {
    return tables.rows(sql);
  }

  @Override
  public List<String> columns(String query) {
    return tables.columns(query);
  }

  @Override
  public void close() {
    kept.forEach(Dataset::unpersist);
    jobs.close();
    try {
      lake.delete();
    } catch (IOException _) {
      // The next attempt removes it, or the end of the task.
    }
  }
}
