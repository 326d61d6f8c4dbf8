package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.ingest.GoodFiles.Good;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IngestTest {
  private static final String ORDERS = "order_id,product_id\n1,a\n1,b\n2,a\n";

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.prod2vec.ingest.GoodFiles#all")
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
            "new-products.parquet",
            "ingest.json");
  }

  @Test
  void listedProductsOutsideTheVocabularyAreKeptIfTheyHaveANameOrACategory() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id\n1,a\n1,b\n2,a\n2,z\n3,a\n3,y\n4,y\n")
            .withProducts(
                "products.csv",
                """
                product_id,product_name,aisle
                a,Milk,x
                n,Rye bread,
                y,Oat milk,x
                c,c,x
                d,d,
                e,,
                z,Salt,
                """)
            .withCategories(List.of("aisle"))
            .withBaskets(new BasketsConfig(3, 10, 100, 0, 0, 1));
    shop.ingest();
    Vocabulary others = PreparedData.vocabulary(folder.resolve("out/new-products.parquet"));
    assertThat(others.categoryColumns()).containsExactly("aisle");
    assertThat(others.products())
        .containsExactly(
            new Product(0, "y", "Oat milk", List.of("x"), 2),
            new Product(1, "z", "Salt", List.of(""), 1),
            new Product(2, "c", "c", List.of("x"), 0),
            new Product(3, "n", "Rye bread", List.of(""), 0));
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
  void rowHashesDependOnTheRowsAlone() throws Exception {
    BasketsConfig baskets = new BasketsConfig(1, 10, 100, 0, 0, 1);
    String orders = "order_id,product_id\n1,a\n1,b\nzwö,a\n";
    Optional<IngestReport.RowHashes> hashes =
        Shop.in(folder).withOrders("a.csv", orders).withBaskets(baskets).ingest().rowHashes();
    long sum = firstDigits("1:[0, 1]") + firstDigits("zwö:[0]");
    String expected = HexFormat.of().toHexDigits(sum & (1L << 60) - 1).substring(1);
    assertThat(hashes)
        .contains(new IngestReport.RowHashes(expected, "000000000000000", "000000000000000"));
    String shuffled = "order_id,product_id\nzwö,a\n1,b\n1,a\n1,b\n";
    assertThat(
            Shop.in(folder).withOrders("b.csv", shuffled).withBaskets(baskets).ingest().rowHashes())
        .isEqualTo(hashes);
    assertThat(
            Shop.in(folder)
                .withOrders("c.csv", orders + "zwö,b\n")
                .withBaskets(baskets)
                .ingest()
                .rowHashes())
        .isNotEqualTo(hashes);
  }

  private static long firstDigits(String row) throws Exception {
    return Long.parseLong(Sha256.ofText(row).substring(0, 15), 16);
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
