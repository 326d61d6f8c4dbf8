package dev.prod2vec.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.Shop;
import dev.prod2vec.ingest.Workbooks;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.prepared.ReturnsBy;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import dev.prod2vec.synthetic.SyntheticConfig;
import dev.prod2vec.synthetic.SyntheticOrder;
import dev.prod2vec.synthetic.SyntheticProduct;
import dev.prod2vec.synthetic.SyntheticShop;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SparkOrdersTest {
  private static final String HEADER = "order_id,product_id\n";

  /// Orders of up to 300 products; those above 40 are split.
  private static final String ROWS =
      """
      SELECT CAST(hash(i) % 4000 // (1 + i % 200) AS VARCHAR) AS order_id,
        'p' || CAST(floor(800 * pow((hash(i + 1) % 1000000) / 1000000.0, 3)) AS INTEGER)
          AS product_id
      FROM range(30000) t(i)\
      """;

  @TempDir private Path folder;

  @Test
  void rowsAreTheSameHoweverTheyAreSpreadOverFilesAndPartitions() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withProducts("products.csv", "product_id,product_name\np1,One\np2,Two\nq,Queue\n")
            .withBaskets(new BasketsConfig(2, 500, 40, 0.2, 0.1, 7L));
    Shop.copy(ROWS + " WHERE i % 3 = 0 ORDER BY i", folder.resolve("a.csv"), "HEADER");
    Shop.copy(ROWS + " WHERE i % 3 = 1 ORDER BY -i", folder.resolve("b.parquet"), "FORMAT parquet");
    Shop.copy(
        ROWS + " WHERE i % 3 = 2 ORDER BY hash(i)",
        folder.resolve("c.csv.zst"),
        "HEADER, COMPRESSION zstd");
    IngestReport report =
        Objects.requireNonNull(
            Twins.assertSame(shop.withOrderFiles("a.csv", "b.parquet", "c.csv.zst"), 100));
    assertThat(report.baskets().split()).isPositive();
    assertThat(report.products().aboveMaxProducts()).isPositive();
    assertThat(Twins.parts(folder.resolve("lake/baskets.parquet"))).hasSizeGreaterThan(2);
    Path lake = Files.createDirectory(folder.resolve("again"));
    LocalSpark.SESSION.conf().set("spark.sql.shuffle.partitions", "5");
    try {
      Twins.prepare(shop.withOrderFiles("c.csv.zst", "a.csv", "b.parquet"), lake, 70);
    } finally {
      LocalSpark.SESSION.conf().set("spark.sql.shuffle.partitions", "2");
    }
    for (String file : Twins.BASKETS) {
      assertThat(Twins.rows("SELECT *", Twins.parts(lake.resolve(file))))
          .isEqualTo(Twins.rows("SELECT *", List.of(shop.out().resolve(file))));
    }
  }

  @Test
  void aGeneratedShopIsTheSame() throws Exception {
    SyntheticShop generated = new SyntheticShop(SyntheticConfig.DEFAULT.withOrders(3000));
    StringBuilder orders = new StringBuilder(HEADER);
    for (int number = 0; number < generated.orders(); number++) {
      SyntheticOrder order = generated.order(number);
      for (int product : order.products()) {
        orders.append(order.id()).append(',').append(generated.product(product).id()).append('\n');
      }
    }
    StringBuilder products = new StringBuilder("product_id,product_name,aisle,department\n");
    for (int number = 0; number < generated.products(); number++) {
      SyntheticProduct product = generated.product(number);
      products.append(
          "%s,\"%s\",\"%s\",\"%s\"\n"
              .formatted(product.id(), product.name(), product.aisle(), product.department()));
    }
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", orders.toString())
            .withProducts("products.csv", products.toString())
            .withCategories(List.of("aisle", "department"))
            .withBaskets(BasketsConfig.DEFAULT.withVocabulary(3, 500));
    assertThat(Twins.assertSame(shop, 1000)).isNotNull();
  }

  @Test
  void ordersOfSeveralColumnsAreDividedByTheirTime() throws Exception {
    StringBuilder rows = new StringBuilder("member,day,product_id\n");
    for (int i = 0; i < 300; i++) {
      String day = LocalDate.of(2024, 1, 1).plusDays(i % 50).toString();
      rows.append("%s,%s,p%s\n".formatted(i % 7, i % 41 == 0 ? "" : day, i % 11));
    }
    Shop shop =
        Shop.in(folder)
            .withOrders("a.csv", rows.toString())
            .withOrders("b.csv", "member,day,product_id\n1,02.03.2024,p1\n1,31.03.2024,p2\n")
            .with("members.csv", "member,shop\n0,x\n1,y\n2,y\n3,y\n4,y\n5,y\n")
            .withOrderFiles("a.csv", "b.csv")
            .withFilter("shop = 'y' OR member = '6'")
            .withOrderSettings(
                Map.of(
                    "order-column",
                    List.of("member", "day"),
                    "time-column",
                    "day",
                    "join-files",
                    List.of(folder.resolve("members.csv").toString())))
            .withBaskets(
                Records.with(new BasketsConfig(1, 500, 40, 0.2, 0.1, 7L), "split", SplitBy.TIME));
    IngestReport report = Objects.requireNonNull(Twins.assertSame(shop, 20));
    assertThat(report.times().orElseThrow().testFrom()).isPresent();
    assertThat(PreparedData.baskets(shop.out().resolve(PreparedData.TEST)).isDated()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void returnsTakeBackTheSamePurchases(ReturnsBy returns) throws Exception {
    StringBuilder rows = new StringBuilder("order_id,customer,day,shop,product_id,qty\n");
    Random random = new Random(3);
    for (int i = 0; i < 4000; i++) {
      int order = random.nextInt(700);
      rows.append(
          "%s,%s,%s,%s,p%s,%s\n"
              .formatted(
                  random.nextInt(90) == 0 ? "" : order,
                  order % 31 == 0 ? "NULL" : "c" + order % 37,
                  order % 43 == 0 ? "" : LocalDate.of(2024, 1, 1).plusDays(order % 60),
                  order % 47 == 0 ? "" : order % 7 == 0 ? "Rome" : "Oslo",
                  random.nextInt(60),
                  random.nextInt(50) == 0
                      ? "?"
                      : random.nextInt(-3, 9) * (random.nextInt(9) == 0 ? 0.25 : 1)));
    }
    Shop shop =
        Shop.in(folder)
            .withOrders("a.csv", rows.toString())
            .withOrders(
                "b.csv",
                "order_id,customer,day,shop,product_id,qty\n1,c1,2024-02-28,Oslo,p1,-400\n")
            .withOrderFiles("a.csv", "b.csv")
            .withOrderSettings(
                Map.of(
                    "quantity-column",
                    "qty",
                    "time-column",
                    "day",
                    "returns",
                    returns,
                    "customer-column",
                    returns == ReturnsBy.CUSTOMER ? "customer" : "",
                    "group-column",
                    "shop",
                    "group",
                    returns == ReturnsBy.CUSTOMER ? "Oslo" : ""))
            .withBaskets(
                Records.with(new BasketsConfig(2, 500, 4, 0.2, 0.1, 7L), "split", SplitBy.TIME));
    IngestReport report = Objects.requireNonNull(Twins.assertSame(shop, 90));
    assertThat(report.groups().map(groups -> groups.groups().getFirst().name()))
        .isEqualTo(returns == ReturnsBy.ORDER ? Optional.of("Oslo") : Optional.empty());
    IngestReport.QuantityCounts counts = report.quantities().orElseThrow();
    assertThat(
            List.of(
                counts.emptyRows(),
                counts.loneReturns(),
                counts.takenBack(),
                counts.takenBackInPart(),
                report.baskets().split()))
        .allMatch(count -> count > 20);
    assertThat(
            report.rows().filtered()
                + report.rows().missing()
                + report.rows().repeated()
                + report.rows().purchases()
                + counts.emptyRows()
                + counts.returnRows()
                + counts.takenBack())
        .isEqualTo(report.rows().read())
        .isEqualTo(4001);
  }

  @Test
  void textIsInTheOrderOfItsBytes() throws Exception {
    String orders =
        IntStream.of(0x1f36e, 0xfb01, 0xe9, 'z', 'Z', 0x10ffff)
            .mapToObj(Character::toString)
            .map(id -> "%1$s,x%1$s\n%1$s,y\n".formatted(id))
            .collect(Collectors.joining());
    assertThat(Twins.assertSame(Shop.in(folder).withOrders("orders.csv", HEADER + orders), 2))
        .isNotNull();
  }

  @Test
  void linesOfSeveralFilesAreNumberedOn() throws Exception {
    Shop lines =
        Shop.in(folder)
            .with("a.txt", "a,b\n\nb,c,NA\n")
            .with("b.txt", "item one,item two\na\n")
            .withLines("c.txt", ",", "c,c,d\nb");
    Shop all = lines.withOrderFiles("a.txt", "b.txt", "c.txt");
    assertThat(Twins.assertSame(all, 3)).isNotNull();
    // A null value may be the number of a line.
    assertThat(Twins.assertSame(withNullValues(all, "3", "6"), 3)).isNotNull();
    Files.writeString(folder.resolve("b.txt"), "a\n\"b\n");
    assertThat(Twins.assertSame(all, 3)).isNull();
    Files.write(folder.resolve("b.txt"), "a\nb\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Twins.assertSame(all, 3)).isNull();
  }

  private Shop withNullValues(Shop shop, String... values) throws Exception {
    OrdersConfig orders = shop.orders();
    Path empty = folder.resolve("null-values");
    Files.createDirectories(empty.resolve("out"));
    return new Shop(
        empty,
        Records.with(orders, "null-values", List.of(values)),
        shop.products(),
        shop.baskets());
  }

  @Test
  void theFirstFileThatIsRefusedIsNamed() throws Exception {
    Shop shop =
        Shop.in(folder)
            .with("a.csv", HEADER + "1,a\n")
            .with("b.csv", HEADER + "1,a,b\n")
            .with("c.csv", "x,y\n1,2\n")
            .with("empty.csv", "")
            .withOrderFiles("empty.csv", "a.csv", "b.csv", "c.csv");
    assertThat(Twins.assertSame(shop, 2)).isNull();
    assertThat(Twins.assertSame(shop.withOrderFiles("empty.csv", "a.csv"), 2)).isNotNull();
  }

  @Test
  void typesOfParquetAreTheSameText() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withParquetOrders(
                "orders.parquet",
                """
                SELECT CASE WHEN i % 7 > 0 THEN (i // 3) / 2.0::DOUBLE END AS order_id,
                  TIMESTAMP '2024-01-01' + to_seconds(i % 9) AS product_id, i AS n
                FROM range(60) t(i)\
                """)
            .withFilter("n % 11 <> 0");
    assertThat(Twins.assertSame(shop, 100)).isNotNull();
  }

  @Test
  void jsonAndListsHaveTheSameRows() throws Exception {
    Shop shop = Shop.in(folder);
    String json =
        """
        {"order_id": 1, "items": [{"sku": "a"}, {"sku": "b"}], "product_id": "x"}
        {"order_id": 2, "items": [], "product_id": "['x', \\"y\\"]"}
        {"order_id": 2, "items": [{"sku": "b"}], "product_id": "[]"}
        """;
    assertThat(
            Twins.assertSame(
                shop.withOrders("orders.jsonl", json)
                    .withOrderSettings(Map.of("product-column", "items.sku")),
                100))
        .isNotNull();
    Shop lists =
        shop.withOrders("orders.json.gz", Shop.gzip(json.replace("\"x\"", "\"[x, z]\"")))
            .withOrderSettings(Map.of("product-list", "brackets"));
    assertThat(Twins.assertSame(lists, 100)).isNotNull();
    // A field that is no list, and a line that is no JSON.
    assertThat(Twins.assertSame(lists.withOrders("bad.jsonl", json), 100)).isNull();
    assertThat(Twins.assertSame(shop.withOrders("cut.jsonl", json + "{\"order_id\": 3"), 100))
        .isNull();
    assertThat(
            Twins.assertSame(
                shop.withParquetOrders(
                    "orders.parquet",
                    "SELECT i AS order_id, range(i % 4) AS product_id FROM range(50) t(i)"),
                100))
        .isNotNull();
  }

  @Test
  void sheetsOneHotTablesAndBzip2HaveTheSameRows() throws Exception {
    String rows =
        "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>order_id</v></c><c r=\"B2\" t=\"str\"><v>product_id</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\" s=\"2\"><v>42</v></c></row>"
            + "<row r=\"5\"><c r=\"A5\"><v>1</v></c><c r=\"B5\"><v>0.5</v></c></row>";
    Shop shop = Shop.in(folder);
    Shop sheet = shop.withOrders("orders.xlsx", Workbooks.of(Map.of("A", "", "B", rows)));
    assertThat(Twins.assertSame(sheet.withOrderSettings(Map.of("sheet", "B")), 100)).isNotNull();
    assertThat(Twins.assertSame(sheet.withOrderSettings(Map.of("sheet", "C")), 100)).isNull();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream bzip2 = new BZip2CompressorOutputStream(packed)) {
      bzip2.write((HEADER + "1,a\n1,b\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Twins.assertSame(shop.withOrders("orders.bz2", packed.toByteArray()), 100))
        .isNotNull();
    Shop oneHot =
        shop.withOrders("hot.csv", "a,b,c\n1,0,t\n0,0,0\n2,1,f\n")
            .with("more.csv", "a,b,c\n0,1,1\n")
            .withOrderSettings(Map.of("format", OrdersFormat.ONE_HOT));
    assertThat(Twins.assertSame(oneHot, 100)).isNotNull();
    // Both files number their rows.
    Shop two = oneHot.withOrderFiles("hot.csv", "more.csv");
    assertThat(Twins.assertSame(two, 100)).isNull();
    assertThat(Twins.assertSame(two.withOrderIdsPerFile(), 100)).isNotNull();
    assertThat(Twins.assertSame(oneHot.withOrders("bad.csv", "a,b\n1,0\n1,7x\n"), 100)).isNull();
  }

  /// A file that Spark wrote, under another name.
  private void orc(String query, String name) throws Exception {
    Path written = folder.resolve("written-" + name);
    LocalSpark.SESSION.sql(query).coalesce(1).write().orc(written.toString());
    try (Stream<Path> files = Files.list(written)) {
      Files.move(
          files.filter(file -> file.toString().endsWith(".orc")).findFirst().orElseThrow(),
          folder.resolve(name));
    }
  }

  @Test
  void orcHasTheRowsOfTheSameParquet() throws Exception {
    String rows =
        "SELECT CAST(id / 3 AS BIGINT) AS order_id, concat('p', id % 7) AS product_id, id AS n FROM range(60)";
    orc(rows, "orders.orc");
    orc("SELECT id AS order_id, array('a', concat('b', id)) AS product_id FROM range(9)", "lists");
    Shop shop = Shop.in(folder).withOrderFiles("orders.orc").withFilter("n % 11 <> 0");
    Path lake = Files.createDirectory(folder.resolve("of-orc"));
    IngestReport report = Twins.prepare(shop, lake, 100);
    List<Path> parts = Twins.parts(lake.resolve(PreparedData.BASKETS));
    List<String> baskets = Twins.rows("SELECT *", parts);
    Shop same =
        shop.withParquetOrders(
            "orders.parquet",
            "SELECT i // 3 AS order_id, 'p' || i % 7 AS product_id, i AS n FROM range(60) t(i)");
    IngestReport expected = Objects.requireNonNull(Twins.assertSame(same, 100));
    assertThat(report.rows()).isEqualTo(expected.rows());
    assertThat(report.rowHashes()).isEqualTo(expected.rowHashes());
    assertThat(baskets).hasSize(20);
    assertThat(report.inputs().getFirst().path()).isEqualTo(folder + "/orders.orc");
    assertThat(report.inputs().getFirst().bytes())
        .isEqualTo(Files.size(folder.resolve("orders.orc")));
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThat(Twins.prepare(Shop.in(folder).withOrderFiles("lists"), other, 100).rows().read())
        .isEqualTo(18);
  }

  @Test
  void filesThatSparkCannotReadAreNamed() throws Exception {
    Shop shop = Shop.in(folder).withOrders("cut.orc", "ORC and no more");
    assertThatThrownBy(() -> Twins.prepare(shop, shop.out(), 100))
        .isExactlyInstanceOf(InputException.class)
        .hasMessageStartingWith(folder + "/cut.orc: Spark cannot read it as ORC: ");
    Shop avro = Shop.in(folder).withOrders("orders.avro", "Obj\u0001");
    assertThatThrownBy(() -> Twins.prepare(avro, avro.out(), 100))
        .isExactlyInstanceOf(InputException.class)
        .hasMessageStartingWith(
            folder + "/orders.avro: an Avro file; Spark reads it with its module")
        .hasMessageContaining("hint: add org.apache.spark:spark-avro_2.13:4.");
  }

  @Test
  void executorsFetchFilesOfAFileSystemThatHadoopKnows() throws Exception {
    Shop shop =
        Shop.in(folder)
            .with("a.csv", HEADER + "1,a\n1,b\n")
            .with("b.csv", HEADER + "2,a\n")
            .withProducts("products.csv", "product_id,product_name\na,A\n");
    Shop there =
        new Shop(
            folder,
            shop.orders().withFiles(List.of("file://" + folder + "/[ab].csv")),
            Records.with(shop.products(), "files", List.of("file://" + folder + "/products.csv")),
            shop.baskets());
    IngestReport report = Twins.prepare(there, shop.out(), 100);
    assertThat(report.inputs())
        .extracting(IngestReport.InputFile::path)
        .containsExactly(
            "file://" + folder + "/a.csv",
            "file://" + folder + "/b.csv",
            "file://" + folder + "/products.csv");
    assertThat(report.inputs()).allMatch(input -> input.sha256().isPresent());
    assertThat(report.baskets().orders()).isEqualTo(2);
    assertThat(report.products().listed()).isEqualTo(1);
    Shop missing = there.withFilter("").withOrderFiles("none");
    OrdersConfig orders = missing.orders().withFiles(List.of("file://" + folder + "/none*.csv"));
    assertThatThrownBy(() ->
            Twins.prepare(
                new Shop(folder, orders, missing.products(), missing.baskets()), shop.out(), 1))
        .isExactlyInstanceOf(WrongUseException.class)
        .hasMessage("orders.files: no file matches file://%s/none*.csv".formatted(folder));
  }

  @Test
  void anOrderOfMoreRowsThanOneTaskMayHoldIsRefused() throws Exception {
    String row = "unknown,a\n";
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", HEADER + row.repeat(SparkOrders.MAX_ROWS) + "1,a\n1,b\n");
    assertThat(Twins.assertSame(shop, 100)).isNotNull();
    Files.writeString(
        folder.resolve("orders.csv"), HEADER + row.repeat(SparkOrders.MAX_ROWS + 1) + "1,a\n1,b\n");
    Path lake = Files.createDirectory(folder.resolve("again"));
    assertThatThrownBy(() -> Twins.prepare(shop, lake, 100))
        .isExactlyInstanceOf(InputException.class)
        .hasMessage(
            """
            order unknown has 100001 rows; at most 100000 are allowed on Spark, where one task holds an order
            hint: such an id often stands for no order at all: name it in orders.null-values or leave its rows out by orders.filter\
            """);
    assertThat(lake).isEmptyDirectory();
  }

  @Test
  void anInterruptionEndsTheJobsAndLeavesNothing() throws Exception {
    Shop.copy(
        "SELECT i // 3 AS order_id, i % 1000 AS product_id FROM range(3000000) t(i)",
        folder.resolve("orders.csv"), "HEADER");
    Shop shop = Shop.in(folder).withOrderFiles("orders.csv");
    Thread caller = Thread.currentThread();
    Tasks tasks = new Tasks();
    LocalSpark.SESSION.sparkContext().addSparkListener(tasks);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (LocalSpark.SESSION.sparkContext().statusTracker().getActiveJobIds().length == 0) {
            Thread.onSpinWait();
          }
          caller.interrupt();
        });
    assertThatThrownBy(() -> Twins.prepare(shop, shop.out(), 100))
        .isInstanceOf(InterruptedException.class);
    assertThat(shop.out()).isEmptyDirectory();
    LocalSpark.SESSION.sparkContext().removeSparkListener(tasks);
    assertThat(tasks.running).hasValue(0);
  }

  private static final class Tasks extends SparkListener {
    final AtomicInteger running = new AtomicInteger();

    @Override
    public void onTaskStart(SparkListenerTaskStart task) {
      running.incrementAndGet();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      running.decrementAndGet();
    }
  }

  @Test
  void thePreparationOfATaskWritesItsStagingFolder() throws Exception {
    Files.writeString(
        folder.resolve("orders.csv"),
        HEADER
            + IntStream.range(0, 60).mapToObj("%s,a\n"::formatted).collect(Collectors.joining()));
    Config config =
        Records.with(
            Config.DEFAULT,
            "orders",
            OrdersConfig.DEFAULT.withFiles(List.of(folder + "/orders.csv")));
    Path staging = Files.createDirectory(folder.resolve("staging"));
    TaskContext context =
        new TaskContext(
            "r1",
            Instant.EPOCH,
            config,
            new LinkedHashMap<>(),
            new TaskFiles(folder, staging, folder, WriteGuard.OPEN),
            new TaskListener() {},
            Clock.systemUTC());
    IngestReport report =
        new LakePreparation(LocalSpark.cluster(context.files()), Map.of(), Stores.local())
            .prepare(context);
    assertThat(report.baskets().orders()).isEqualTo(60);
    assertThat(staging.resolve("baskets.parquet/part-00000.parquet")).isRegularFile();
  }
}
