package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IngestTest {
  private static final String ORDERS = "order_id,product_id\n1,a\n1,b\n2,a\n";

  @TempDir private Path folder;

  interface Setup {
    Shop of(Shop shop) throws Exception;
  }

  /// @param baskets what they must be
  record Good(String what, Setup setup, List<String> baskets) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Good good(String what, Setup setup, String... baskets) {
    return new Good(what, setup, List.of(baskets));
  }

  static Stream<Good> shapes() {
    return Stream.of(
        good("csv", shop -> shop.withOrders("orders.csv", ORDERS), "1: a b", "2: a"),
        good(
            "csv.gz",
            shop -> shop.withOrders("orders.csv.gz", Shop.gzip(ORDERS)),
            "1: a b",
            "2: a"),
        good(
            "gzip by another name",
            shop -> shop.withOrders("orders.csv", Shop.gzip(ORDERS)),
            "1: a b",
            "2: a"),
        good(
            "Parquet",
            shop ->
                shop.withParquetOrders(
                    "orders.parquet",
                    "SELECT i // 2 AS order_id, -i AS product_id FROM range(4) t(i)"),
            "0: -1 0",
            "1: -2 -3"),
        good(
            "Parquet with text as bytes",
            shop ->
                shop.withParquetOrders(
                    "orders.parquet",
                    "SELECT 1 AS order_id, '\u00e4'::BLOB AS product_id WHERE false"
                        + " UNION ALL SELECT 1, encode('\u00e4')"),
            "1: \u00e4"),
        good(
            "glob and file, columns in another order",
            shop ->
                shop.with("a1.csv", ORDERS)
                    .with("a2.csv", "x,product_id,order_id\n,c,2\n")
                    .with("b.csv", "order_id,product_id\n3,c\n")
                    .withOrderFiles("a*.csv", "b.csv", "a1.csv"),
            "1: a b",
            "2: a c",
            "3: c"),
        good(
            "semicolons",
            shop -> shop.withOrders("orders.csv", ORDERS.replace(',', ';')),
            "1: a b",
            "2: a"),
        good(
            "tabs",
            shop -> shop.withOrders("orders.tsv", ORDERS.replace(',', '\t')),
            "1: a b",
            "2: a"),
        good(
            "byte order mark",
            shop -> shop.withOrders("orders.csv", "\ufeff" + ORDERS),
            "1: a b",
            "2: a"),
        good(
            "CR LF",
            shop -> shop.withOrders("orders.csv", ORDERS.replace("\n", "\r\n")),
            "1: a b",
            "2: a"),
        good(
            "no newline at the end",
            shop -> shop.withOrders("orders.csv", ORDERS.strip()),
            "1: a b",
            "2: a"),
        good(
            "quoted separators, quotes and newlines",
            shop ->
                shop.withOrders(
                    "orders.csv",
                    "order_id,\"product_id\"\n1,\"a,b\"\n1,\"say \"\"b\"\"\"\n2,\"c\nd\"\n"),
            "1: a,b say \"b\"",
            "2: c\nd"),
        good(
            "a quote inside a field",
            shop -> shop.withOrders("orders.csv", "order_id,product_id\n1,6\" nail\n"),
            "1: 6\" nail"),
        good(
            "ids that are no numbers, negative, of 64 bits, with zeros before",
            shop ->
                shop.withOrders(
                    "orders.csv",
                    """
                    order_id,product_id
                    9223372036854775807,-9223372036854775808
                    9223372036854775807,85123A
                    007,85123A
                    7,1e3
                    """),
            "007: 85123A",
            "7: 1e3",
            "9223372036854775807: 85123A -9223372036854775808"),
        good(
            "columns in capitals, with blanks",
            shop -> shop.withOrders("orders.csv", " ORDER_ID , Product_Id,\n1,a,\n"),
            "1: a"),
        good(
            "the same product again in an order",
            shop -> shop.withOrders("orders.csv", ORDERS + "1,a\n1,a\n"),
            "1: a b",
            "2: a"),
        good(
            "rows without an id",
            shop -> shop.withOrders("orders.csv", ORDERS + "3,\n,a\n\"\",\" \"\n"),
            "1: a b",
            "2: a"),
        good(
            "lines of baskets",
            shop -> shop.withLines("b.txt", ",", "whole milk,\"a, b\"\n\nwhole milk,,\n"),
            "1: whole milk a, b",
            "3: whole milk"),
        good(
            "lines of ids between blanks",
            shop -> shop.withLines("b.dat", " ", "2 1 \r\n1\r\n"),
            "1: 1 2",
            "2: 1"),
        good(
            "one basket only", shop -> shop.withOrders("o.csv", ORDERS.substring(0, 28)), "1: a b"),
        good(
            "blanks and invisible marks around ids, in Parquet",
            shop ->
                shop.withParquetOrders(
                    "orders.parquet",
                    "SELECT * FROM (VALUES (' 1', 'a\u00a0'), ('1\t', '\u200bb'), ('1', 'a'), ('2', '\ufeffa'))"
                        + " AS t(order_id, product_id)"),
            "1: a b",
            "2: a"),
        good(
            "the same file names in two folders, with the file in the order's id",
            shop -> {
              Files.createDirectories(shop.folder().resolve("x"));
              Files.createDirectories(shop.folder().resolve("y"));
              Shop both =
                  shop.with("x/o.csv", ORDERS)
                      .with("y/o.csv", "order_id,product_id\n1,c\n,c\n")
                      .withOrderFiles("x/o.csv", "y/o.csv");
              return both.withOrderIdsPerFile();
            },
            "x/o.csv:1: a b",
            "x/o.csv:2: a",
            "y/o.csv:1: c"),
        good(
            "a single product",
            shop -> shop.withOrders("orders.csv", "order_id,product_id\n1,a\n2,a\n"),
            "1: a",
            "2: a"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void readsOrdersOfManyShapes(Good good) throws Exception {
    Shop shop = good.setup().of(Shop.in(folder));
    shop.ingest();
    assertThat(shop.basketsWritten()).containsExactlyElementsOf(good.baskets());
    assertThat(shop.out().toFile().list())
        .containsExactlyInAnyOrder(
            "baskets.parquet",
            "validation.parquet",
            "test.parquet",
            "vocabulary.parquet",
            "ingest.json");
  }

  @Test
  void accountsForEveryRow() throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withOrders(
                "orders.csv",
                "order_id,product_id,n\n1,a,1\n1,a,1\n1,b,1\n,b,1\n2,,1\n3,c,0\n4,a,1\n4,b,1\n4,d,1\n5,d,1\n")
            .withFilter("n > 0")
            .withBaskets(new BasketsConfig(2, 2, 100, 0, 0, 1))
            .ingest();
    assertThat(report.rows()).isEqualTo(new IngestReport.RowCounts(10, 1, 2, 1, 6));
    assertThat(report.products()).isEqualTo(new IngestReport.ProductCounts(0, 3, 0, 0, 1, 2, 2, 4));
    assertThat(report.baskets())
        .isEqualTo(new IngestReport.BasketCounts(3, 1, 0, 2, 2.0, 2, 2, 0, 0));
    assertThat(report.finding(FindingKind.MISSING_ORDER_ID).examples())
        .containsExactly(List.of("", "b"));
    assertThat(report.finding(FindingKind.MISSING_PRODUCT_ID).examples())
        .containsExactly(List.of("2", ""));
    assertThat(report.finding(FindingKind.REPEATED_PRODUCT).examples())
        .containsExactly(List.of("1", "a", "2"));
    assertThat(Json.read(folder.resolve("out/ingest.json"), IngestReport.class)).isEqualTo(report);
  }

  @Test
  void findsWhatIsOddInTheProductTable() throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withOrders("orders.csv", ORDERS + "2,z\n")
            .withProducts(
                "products.csv",
                """
                product_id,product_name
                a,Apple
                a,Apple
                a,A. malus
                b,
                c,Cherry
                ,Nameless
                """)
            .ingest();
    assertThat(report.findings().stream().filter(f -> f.count() > 0))
        .containsExactly(
            new Finding(
                FindingKind.UNLISTED_PRODUCT,
                1,
                List.of("product_id", "orders"),
                List.of(List.of("z", "1"))),
            new Finding(
                FindingKind.UNLISTED_PURCHASE,
                1,
                List.of("order_id", "product_id"),
                List.of(List.of("2", "z"))),
            new Finding(
                FindingKind.UNBOUGHT_PRODUCT,
                1,
                List.of("product_id", "product_name"),
                List.of(List.of("c", "Cherry"))),
            new Finding(
                FindingKind.MISSING_LISTED_ID,
                1,
                List.of("product_id", "product_name"),
                List.of(List.of("", "Nameless"))),
            new Finding(
                FindingKind.REPEATED_LISTING,
                1,
                List.of("product_id", "rows"),
                List.of(List.of("a", "3"))),
            new Finding(
                FindingKind.SEVERAL_NAMES,
                1,
                List.of("product_id", "names", "kept", "another"),
                List.of(List.of("a", "2", "Apple", "A. malus"))),
            new Finding(FindingKind.MISSING_NAME, 1, List.of("product_id"), List.of(List.of("b"))));
    assertThat(PreparedData.vocabulary(folder.resolve("out/vocabulary.parquet")).products())
        .extracting(Product::name)
        .containsExactly("Apple", "b", "z");
  }

  @Test
  void readsIdsOfTheProductTableAsThoseOfTheOrders() throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withOrders("orders.csv", ORDERS)
            .withProducts(
                "products.csv", "product_id,product_name\n a,Apple\nb\u00a0,Bread\n-,Nothing\n")
            .ingest();
    assertThat(report.finding(FindingKind.UNLISTED_PRODUCT).count()).isZero();
    assertThat(report.finding(FindingKind.CHANGED_LISTED_ID).examples())
        .containsExactly(List.of("\" a\"", "a", "1"), List.of("b\\u00a0", "b", "1"));
    assertThat(report.finding(FindingKind.MISSING_LISTED_ID).examples())
        .containsExactly(List.of("-", "Nothing"));
    assertThat(report.finding(FindingKind.NULL_VALUE).examples())
        .containsExactly(List.of("product table", "-", "1"));
  }

  @Test
  void takesCategoriesFromTheProductTableAndFromJoinedFiles() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", ORDERS)
            .withProducts(
                "products.csv",
                "product_id,product_name,aisle_id,brand\nb,\"Bread, \"\"dark\"\"\",2,\n"
                    + "a,\u00c4pfel,1,Own\n")
            .with("aisles.csv", "aisle_id;aisle\n1;fruit\n")
            .withCategories(List.of("aisle", "brand"), "aisles.csv");
    shop.ingest();
    assertThat(PreparedData.vocabulary(folder.resolve("out/vocabulary.parquet")))
        .isEqualTo(
            new Vocabulary(
                List.of("aisle", "brand"),
                List.of(
                    new Product(0, "a", "\u00c4pfel", List.of("fruit", "Own"), 2),
                    new Product(1, "b", "Bread, \"dark\"", List.of("", ""), 1))));
  }

  @Test
  void shufflesAndSplitsLargeBasketsIntoEqualParts() throws Exception {
    String rows =
        IntStream.range(0, 10_000).mapToObj(i -> "big,p" + i + "\n").collect(Collectors.joining());
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id\n" + rows + "small,p1\n")
            .withBaskets(new BasketsConfig(1, 100_000, 150, 0, 0, 1));
    IngestReport report = shop.ingest();
    Baskets baskets = PreparedData.baskets(folder.resolve("out/baskets.parquet"));
    // 10,000 / 150 needs 67 parts: of 149 or 150 products, and none twice.
    assertThat(baskets.size()).isEqualTo(68);
    assertThat(IntStream.range(0, 67).map(baskets::length)).containsOnly(149, 150);
    assertThat(new TreeSet<>(Arrays.stream(baskets.products(), 0, 10_000).boxed().toList()))
        .hasSize(10_000);
    assertThat(baskets.basket(0)).isSorted();
    assertThat(baskets.basket(0)[149 - 1] - baskets.basket(0)[0]).isGreaterThan(1000);
    assertThat(baskets.basket(67)).containsExactly(0);
    assertThat(report.baskets().split()).isEqualTo(1);
    assertThat(report.baskets().largest()).isEqualTo(10_000);
    assertThat(report.finding(FindingKind.LARGE_ORDER).examples())
        .containsExactly(List.of("big", "10000"));
  }

  @Test
  void readsAMillionBasketsOfOnePair() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withParquetOrders(
                "orders.parquet",
                "SELECT i // 2 AS order_id, i % 2 AS product_id FROM range(2000000) t(i)");
    assertThat(shop.ingest().baskets().train()).isEqualTo(1_000_000);
    Baskets baskets = PreparedData.baskets(folder.resolve("out/baskets.parquet"));
    assertThat(baskets.size()).isEqualTo(1_000_000);
    assertThat(baskets.products()).hasSize(2_000_000);
    assertThat(baskets.basket(999_999)).containsExactly(0, 1);
  }

  @Test
  void numbersTheLinesOfSeveralFilesOn() throws Exception {
    Shop shop = Shop.in(folder).withLines("a.txt", ",", "a\n\nb\n").with("b.txt", "a,b\n");
    shop.withOrderFiles("a.txt", "b.txt").ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: a", "3: b", "4: a b");
  }

  @Test
  void countsTrainingOrdersAlone() throws Exception {
    String rows = IntStream.range(0, 100).mapToObj(i -> i + ",a\n").collect(Collectors.joining());
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id\n" + rows)
            .withBaskets(new BasketsConfig(1, 10, 10, 0.3, 0.3, 5));
    IngestReport report = shop.ingest();
    assertThat(report.baskets().train() + report.baskets().validation() + report.baskets().test())
        .isEqualTo(100);
    assertThat(report.baskets().validation()).isBetween(15L, 45L);
    assertThat(PreparedData.vocabulary(folder.resolve("out/vocabulary.parquet")).product(0).count())
        .isEqualTo(report.baskets().train());
  }
}
