package dev.prod2vec.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.postgres.NoDatabase;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTest {
  private static final BasketsConfig BASKETS = new BasketsConfig(1, 1000, 10, 0.1, 0.1, 1);

  @TempDir Path folder;

  @Test
  void aSoundShopPassesEveryCheck() throws Exception {
    QualityReport report = check(shop(), names(30), QualityConfig.DEFAULT);
    List<String> ofColumns =
        Stream.of(TimeRules.ALL, QuantityRules.ALL, GroupRules.ALL)
            .flatMap(List::stream)
            .map(Rule::name)
            .toList();
    assertThat(report.checks())
        .extracting(Check::name)
        .isEqualTo(Quality.NAMES.stream().filter(name -> !ofColumns.contains(name)).toList());
    assertThat(report.checks())
        .allSatisfy(
            check -> assertThat(check.verdict()).as(check.toString()).isEqualTo(Verdict.PASSED));
    assertThat(report.passed()).isTrue();
    assertThat(Quality.failures(ingest(shop(), names(30)), report)).isEmpty();
  }

  @Test
  void rowsWithoutIdsFailAndAreShown() throws Exception {
    StringBuilder orders = shop().append(",5\n").append("900,\n").append("901,  \n");
    QualityReport report = check(orders, names(30), QualityConfig.DEFAULT);
    Check order = failed(report, "missing-order-id");
    assertThat(order.observed()).startsWith("1 of ");
    assertThat(order.bound()).isEqualTo("0");
    assertThat(order.examples()).containsExactly(List.of("", "5"));
    assertThat(failed(report, "missing-product-id").examples()).hasSize(2);
    assertThat(Quality.failures(ingest(orders, names(30)), report))
        .contains(
            "orders.csv: check missing-order-id failed: 1 of 2,805 rows (0.036%), allowed 0; for"
                + " example order id empty, product id 5. The key quality.max-missing-share");
  }

  @Test
  void tablesInPartsAreCheckedAsFilesAre() throws Exception {
    StringBuilder orders =
        shop().append("900,1\n901,1\n902,2\n902,3\n902,4\n903,2\n903,3\n903,4\n");
    IngestReport ingest = ingest(orders, names(30));
    QualityReport whole = Quality.check(ingest, folder, QualityConfig.DEFAULT);
    Path part = Path.of("unset");
    for (String name : List.of("baskets.parquet", "validation.parquet", "test.parquet")) {
      Path table = folder.resolve(name);
      Path file = Files.move(table, folder.resolve("whole.parquet"));
      Files.createDirectory(table);
      for (int i = 0; i < 2; i++) {
        part = table.resolve(PartFiles.name(i, ""));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            Statement statement = connection.createStatement()) {
          statement.execute(
              "COPY (FROM '%s' LIMIT %s OFFSET %s) TO '%s' (FORMAT parquet)"
                  .formatted(file, i == 0 ? 20 : 1_000, 20 * i, part));
        }
      }
      Files.delete(file);
    }
    assertThat(Quality.check(ingest, folder, QualityConfig.DEFAULT)).isEqualTo(whole);
    Files.writeString(part, "half");
    assertThatThrownBy(() -> Quality.check(ingest, folder, QualityConfig.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessage(part + ": not a complete Parquet file");
  }

  @Test
  void warnOnlyMakesAnErrorAWarning() throws Exception {
    QualityConfig lenient = warnOnly("missing-order-id");
    QualityReport report = check(shop().append(",5\n"), names(30), lenient);
    assertThat(named(report, "missing-order-id").verdict()).isEqualTo(Verdict.WARNED);
    assertThat(report.passed()).isTrue();
  }

  @Test
  void warnOnlyRefusesANameThatIsNoCheck() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> warnOnly("missing-oder-id"))
        .withMessageContaining("'missing-oder-id'")
        .withMessageContaining("missing-order-id, ");
  }

  @Test
  void productsThatTheTableLacksFail() throws Exception {
    Check check = failed(check(shop(), names(15), QualityConfig.DEFAULT), "unlisted-products");
    assertThat(check.exampleColumns()).containsExactly("product_id", "orders");
    assertThat(check.examples()).hasSize(5);
  }

  @Test
  void oneBasketOneProductAndSinglesAloneFail() throws Exception {
    QualityReport one = check(new StringBuilder("1,1\n1,2\n"), names(3), QualityConfig.DEFAULT);
    failed(one, "enough-orders");
    failed(one, "enough-products");
    failed(one, "enough-training-baskets");

    StringBuilder same = new StringBuilder();
    StringBuilder singles = new StringBuilder();
    for (int order = 0; order < 500; order++) {
      same.append(order).append(",1\n");
      singles.append(order).append(',').append(order % 30).append('\n');
    }
    QualityReport product = check(same, names(30), QualityConfig.DEFAULT);
    failed(product, "enough-products");
    QualityReport alone = check(singles, names(30), QualityConfig.DEFAULT);
    failed(alone, "enough-training-baskets");
    failed(alone, "enough-test-baskets");
    Check single = named(alone, "single-product-baskets");
    assertThat(single.verdict()).isEqualTo(Verdict.WARNED);
    assertThat(single.examples().getFirst()).hasSize(2);
  }

  @Test
  void aTableWithDoubtfulRowsWarns() throws Exception {
    String products = names(30) + "5,Another five\n5,A third five\n77,\n,nobody\n";
    QualityReport report = check(shop(), products, shares(0));
    for (String name :
        List.of(
            "missing-listed-id",
            "duplicate-listing",
            "several-names",
            "missing-names",
            "unbought-products")) {
      assertThat(named(report, name).verdict()).as(name).isEqualTo(Verdict.WARNED);
      assertThat(named(report, name).examples()).as(name).isNotEmpty();
    }
    assertThat(report.passed()).isTrue();
  }

  @Test
  void anEmptyPartAndTheFolderOfATableWarn() throws Exception {
    Files.createDirectory(folder.resolve(".hoodie"));
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    OrdersConfig one = orders(shop());
    OrdersConfig orders =
        new OrdersConfig(
            List.of(one.files().getFirst(), empty.toString()),
            OrdersFormat.ROWS,
            "order_id",
            "product_id",
            ",",
            "");
    IngestReport ingest =
        Ingest.ingest(
            orders, products(names(30)), BASKETS, NoDatabase.SERVER, Stores.local(), folder);
    QualityReport report = Quality.check(ingest, folder, QualityConfig.DEFAULT);
    assertThat(named(report, "empty-files").verdict()).isEqualTo(Verdict.WARNED);
    assertThat(named(report, "empty-files").examples()).containsExactly(List.of(empty.toString()));
    assertThat(named(report, "table-format-folder").verdict()).isEqualTo(Verdict.WARNED);
    assertThat(named(report, "table-format-folder").examples())
        .containsExactly(List.of(folder.toString(), "Hudi"));
  }

  @Test
  void repeatedRowsLargeAndDuplicateOrdersAndSkewWarn() throws Exception {
    StringBuilder orders = shop();
    for (int order = 1000; order < 1100; order++) {
      for (int product = 0; product < 12; product++) {
        orders.append(order).append(',').append(product).append('\n');
      }
      orders.append(order).append(",3\n");
    }
    for (int order = 2000; order < 2100; order++) {
      orders.append(order).append(",1\n").append(order).append(",2\n");
      orders.append(order).append(",3\n");
    }
    QualityReport report = check(orders, names(30), shares(0));
    for (String name :
        List.of("repeated-products", "large-baskets", "duplicate-orders", "popularity-skew")) {
      assertThat(named(report, name).verdict()).as(name).isEqualTo(Verdict.WARNED);
      assertThat(named(report, name).examples()).as(name).isNotEmpty().hasSizeLessThanOrEqualTo(5);
    }
    Check duplicate = named(report, "duplicate-orders");
    assertThat(duplicate.examples())
        .anySatisfy(row -> assertThat(row.get(2)).contains("name 1", "name 2", "name 3"));
  }

  @Test
  void everyCheckThatWarnsHasALine() throws Exception {
    String products = names(30) + "5,Another five\n5,A third five\n77,\n,nobody\n";
    QualityReport report = check(shop(), products, shares(0));
    String lines = Quality.warnings(report);
    for (Check check : report.withVerdict(Verdict.WARNED)) {
      assertThat(lines).contains(check.name());
    }
    assertThat(lines.lines().toList()).hasSizeLessThanOrEqualTo(9);
    assertThat(lines)
        .contains(
            "warning: check duplicate-listing: 1 ids on several rows, allowed 0; for example");
    assertThat(Quality.warnings(check(shop(), names(30), QualityConfig.DEFAULT))).isEmpty();
  }

  @Test
  void rareProductsWarn() throws Exception {
    IngestReport ingest =
        Ingest.ingest(
            orders(shop()),
            products(names(30)),
            new BasketsConfig(60, 1000, 10, 0.1, 0.1, 1),
            NoDatabase.SERVER,
            Stores.local(),
            folder);
    QualityReport report = Quality.check(ingest, folder, shares(0));
    assertThat(named(report, "rare-products").verdict()).isEqualTo(Verdict.WARNED);
  }

  @Test
  void anOrderInTwoSplitsIsALeak() throws Exception {
    IngestReport ingest = ingest(shop(), names(30));
    Path test = folder.resolve("test.parquet");
    Path other = folder.resolve("other.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (FROM '%s' UNION ALL FROM '%s' LIMIT 200) TO '%s'"
              .formatted(test, folder.resolve("baskets.parquet"), other));
    }
    Files.move(other, test, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    QualityReport report = Quality.check(ingest, folder, QualityConfig.DEFAULT);
    Check leak = failed(report, "leakage");
    assertThat(leak.examples()).hasSize(5);
    assertThat(leak.examples().getFirst().get(1)).isEqualTo("test, training");
  }

  @Test
  void idsThatAreFractionsFail() throws Exception {
    ingest(shop(), names(30));
    Path parquet = folder.resolve("orders.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT order_id::DOUBLE AS order_id, product_id FROM '%s') TO '%s'"
              .formatted(folder.resolve("orders.csv"), parquet));
    }
    OrdersConfig orders =
        new OrdersConfig(
            List.of(parquet.toString()), OrdersFormat.ROWS, "order_id", "product_id", ",", "");
    IngestReport ingest =
        Ingest.ingest(
            orders, ProductsConfig.DEFAULT, BASKETS, NoDatabase.SERVER, Stores.local(), folder);
    Check types = failed(Quality.check(ingest, folder, QualityConfig.DEFAULT), "column-types");
    assertThat(types.examples()).containsExactly(List.of("order_id", "DOUBLE", parquet.toString()));
    assertThat(types.advice()).startsWith("CAST it to text or a whole number");
    assertThat(Quality.failures(ingest, Quality.check(ingest, folder, QualityConfig.DEFAULT)))
        .contains(
            "check column-types failed: 1 column of another type, allowed 0; for example column order_id, type DOUBLE, file ")
        .contains("orders.parquet. CAST it to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DECIMAL(20, 0)", "DECIMAL(38, 0)", "UBIGINT", "UTINYINT", "VARCHAR"})
  void wholeNumbersOfEveryTypeGiveTheSameIds(String type) throws Exception {
    IngestReport csv = ingest(shop(), names(30));
    List<byte[]> expected = new ArrayList<>();
    for (String file : List.of("baskets.parquet", "test.parquet", "vocabulary.parquet")) {
      expected.add(Files.readAllBytes(folder.resolve(file)));
    }
    Path parquet = folder.resolve("orders.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT order_id, product_id::%s AS product_id FROM read_csv('%s', all_varchar = true)) TO '%s'"
              .formatted(type, folder.resolve("orders.csv"), parquet));
    }
    IngestReport typed =
        Ingest.ingest(
            new OrdersConfig(
                List.of(parquet.toString()), OrdersFormat.ROWS, "order_id", "product_id", ",", ""),
            products(names(30)),
            BASKETS,
            NoDatabase.SERVER,
            Stores.local(),
            folder);
    assertThat(typed.rows()).isEqualTo(csv.rows());
    assertThat(named(Quality.check(typed, folder, shares(1)), "column-types").verdict())
        .isEqualTo(Verdict.PASSED);
    assertThat(Files.readAllBytes(folder.resolve("baskets.parquet"))).isEqualTo(expected.get(0));
    assertThat(Files.readAllBytes(folder.resolve("test.parquet"))).isEqualTo(expected.get(1));
    assertThat(Files.readAllBytes(folder.resolve("vocabulary.parquet"))).isEqualTo(expected.get(2));
  }

  @Test
  void ordersByTheWrongColumnAreCountedAndTheColumnIsNamed() throws Exception {
    StringBuilder rows = new StringBuilder();
    int row = 0;
    for (String line : shop().toString().split("\n", -1)) {
      if (!line.isEmpty()) {
        rows.append("store ").append(row++ % 3).append(line, line.indexOf(','), line.length());
        rows.append('\n');
      }
    }
    IngestReport ingest = ingest(rows, names(30));
    QualityReport report = Quality.check(ingest, folder, QualityConfig.DEFAULT);
    assertThat(Quality.failures(ingest, report))
        .contains(
            "check enough-orders failed: 3 orders with a product in the vocabulary; 2,802 rows became"
                + " 3 orders by the column \"order_id\", the largest with 30 products, allowed 100 or"
                + " more. Is orders.order-column right?\n");
  }

  @Test
  void allFailuresAtOnceFitAScreen() throws Exception {
    StringBuilder orders = shop().append(",5\n").append("901,NA\n").append("1E+10,\"['a']\"\n");
    String wide = "x".repeat(500);
    orders.append("902,").append(wide).append("\n2.5E+10,\"['").append(wide).append("',]\"\n");
    IngestReport ingest = ingest(orders, "a,b\n");
    QualityConfig strict =
        new QualityConfig(
            List.of(), 0, 10_000, 10_000, 10_000, 10_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    QualityReport report = Quality.check(ingest, folder, strict);
    assertThat(report.withVerdict(Verdict.FAILED)).hasSizeGreaterThan(8);
    String failures = Quality.failures(ingest, report);
    assertThat(failures.lines().count()).isLessThanOrEqualTo(9);
    assertThat(failures.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_800);
    assertThat(failures).contains("missing-order-id", "shortened-ids");
    String warnings = Quality.warnings(report);
    assertThat(warnings.lines().count()).isLessThanOrEqualTo(9);
    assertThat(warnings.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_800);
    assertThat(warnings).startsWith("warning: check null-values: 1 ids left out as null values");
  }

  @Test
  void aFileThatIsNoParquetIsNamed() throws Exception {
    IngestReport ingest = ingest(shop(), names(30));
    Files.writeString(folder.resolve("test.parquet"), "cut short");
    assertThatThrownBy(() -> Quality.check(ingest, folder, QualityConfig.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve("test.parquet") + ": not a complete Parquet file");
  }

  private static Check failed(QualityReport report, String name) {
    Check check = named(report, name);
    assertThat(check.verdict()).as(check.toString()).isEqualTo(Verdict.FAILED);
    assertThat(report.passed()).isFalse();
    return check;
  }

  private static Check named(QualityReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static QualityConfig warnOnly(String name) {
    return new QualityConfig(
        List.of(name),
        0,
        100,
        10,
        50,
        10,
        0.01,
        0.9,
        0.25,
        0.05,
        0.1,
        0.25,
        0.6,
        0.05,
        0.2,
        0.6,
        1);
  }

  private static QualityConfig shares(double most) {
    return new QualityConfig(
        List.of(), 0, 1, 2, 1, 0, 1, most, most, most, most, most, most, most, most, most, 1);
  }

  private QualityReport check(StringBuilder orders, String products, QualityConfig config)
      throws IOException, InterruptedException {
    return Quality.check(ingest(orders, products), folder, config);
  }

  private IngestReport ingest(StringBuilder orders, String products)
      throws IOException, InterruptedException {
    return Ingest.ingest(
        orders(orders), products(products), BASKETS, NoDatabase.SERVER, Stores.local(), folder);
  }

  private OrdersConfig orders(StringBuilder rows) throws IOException {
    Path file = folder.resolve("orders.csv");
    Files.writeString(
        file,
        "order_id,product_id\n" + rows,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
    return new OrdersConfig(
        List.of(file.toString()), OrdersFormat.ROWS, "order_id", "product_id", ",", "");
  }

  private ProductsConfig products(String rows) throws IOException {
    Path file = folder.resolve("products.csv");
    Files.writeString(file, "product_id,product_name\n" + rows);
    return new ProductsConfig(
        List.of(file.toString()), "product_id", "product_name", List.of(), List.of());
  }

  /// 500 orders of two to nine of 30 products.
  private static StringBuilder shop() {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder();
    for (int order = 0; order < 500; order++) {
      int size = 2 + random.nextInt(8);
      int[] products = random.ints(0, 30).distinct().limit(size).toArray();
      for (int product : products) {
        rows.append(order).append(',').append(product).append('\n');
      }
    }
    return rows;
  }

  private static String names(int products) {
    StringBuilder rows = new StringBuilder();
    for (int product = 0; product < products; product++) {
      rows.append(product).append(",name ").append(product).append('\n');
    }
    return rows.toString();
  }
}
