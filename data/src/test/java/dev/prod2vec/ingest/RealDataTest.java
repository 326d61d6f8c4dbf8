package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.postgres.NoDatabase;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.QuantityCounts;
import dev.prod2vec.prepared.IngestReport.RowCounts;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.prepared.ReturnsBy;
import dev.prod2vec.setting.Records;
import dev.prod2vec.store.Stores;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// Real orders, read from the folder that PROD2VEC_DATA names.
@EnabledIfEnvironmentVariable(
    named = "PROD2VEC_DATA",
    matches = ".+",
    disabledReason = "PROD2VEC_DATA does not name the folder of real orders")
class RealDataTest {
  private static final Path DATA = Path.of(String.valueOf(System.getenv("PROD2VEC_DATA")));

  /// Every product and every order in one file, so that the counts are those of the data.
  private static final BasketsConfig EVERYTHING = new BasketsConfig(1, 1_000_000, 1200, 0, 0, 1);

  @TempDir private Path directory;

  @Test
  void readsInstacartWithAislesAndDepartments() throws Exception {
    OrdersConfig orders =
        new OrdersConfig(
            List.of(data("instacart/order_products__train.csv")),
            OrdersFormat.ROWS,
            "order_id",
            "product_id",
            ",",
            "");
    ProductsConfig products =
        new ProductsConfig(
            List.of(data("instacart/products.csv")),
            "product_id",
            "product_name",
            List.of("aisle", "department"),
            List.of(data("instacart/aisles.csv"), data("instacart/departments.csv")));
    IngestReport report =
        Ingest.ingest(orders, products, EVERYTHING, NoDatabase.SERVER, Stores.local(), directory);
    assertThat(report.rows()).isEqualTo(new RowCounts(1_384_617, 0, 0, 0, 1_384_617));
    assertThat(report.products().listed()).isEqualTo(49_688);
    assertThat(report.products().bought()).isEqualTo(39_123);
    assertThat(report.baskets().orders()).isEqualTo(131_209);
    assertThat(report.baskets().empty()).isZero();
    assertThat(report.baskets().mean()).isCloseTo(10.55, within(0.005));
    assertThat(report.baskets().median()).isEqualTo(9);
    assertThat(report.baskets().largest()).isEqualTo(80);
    Vocabulary vocabulary = PreparedData.vocabulary(directory.resolve(PreparedData.VOCABULARY));
    assertThat(vocabulary.size()).isEqualTo(39_123);
    assertThat(vocabulary.product(0).name()).isEqualTo("Banana");
    assertThat(vocabulary.product(0).categories()).containsExactly("fresh fruits", "produce");
    assertThat(distinct(vocabulary, 0)).hasSize(134);
    assertThat(distinct(vocabulary, 1)).hasSize(21);
    Baskets baskets = PreparedData.baskets(directory.resolve(PreparedData.BASKETS));
    assertThat(baskets.size()).isEqualTo(131_209);
    assertThat(IntStream.range(0, baskets.size()).filter(b -> baskets.length(b) >= 2).count())
        .isEqualTo(124_364);
  }

  @Test
  void readsOnlineRetailWithoutCancellations() throws Exception {
    String file = data("online_retail/online_retail_2010_2011.csv.gz");
    OrdersConfig orders =
        new OrdersConfig(
            List.of(file),
            OrdersFormat.ROWS,
            "InvoiceNo",
            "StockCode",
            ",",
            "InvoiceNo NOT LIKE 'C%' AND Quantity > 0");
    ProductsConfig products =
        new ProductsConfig(List.of(file), "StockCode", "Description", List.of(), List.of());
    IngestReport report =
        Ingest.ingest(
            orders, products, BasketsConfig.DEFAULT, NoDatabase.SERVER, Stores.local(), directory);
    assertThat(report.rows()).isEqualTo(new RowCounts(541_909, 10_624, 0, 10_535, 520_750));
    assertThat(report.products().listed()).isEqualTo(4_070);
    assertThat(report.products().bought()).isEqualTo(3_941);
    assertThat(report.baskets().orders()).isEqualTo(20_728);
    assertThat(report.baskets().split()).isEqualTo(624);
    assertThat(report.finding(FindingKind.SEVERAL_NAMES).count()).isEqualTo(650);
    assertThat(report.finding(FindingKind.MISSING_NAME).count()).isEqualTo(112);
  }

  @Test
  void readsEveryInvoiceOfOnlineRetail() throws Exception {
    OrdersConfig orders =
        new OrdersConfig(
            List.of(data("online_retail/online_retail_2010_2011.csv.gz")),
            OrdersFormat.ROWS,
            "InvoiceNo",
            "StockCode",
            ",",
            "");
    IngestReport report =
        Ingest.ingest(
            orders,
            ProductsConfig.DEFAULT,
            EVERYTHING,
            NoDatabase.SERVER,
            Stores.local(),
            directory);
    assertThat(report.rows().read()).isEqualTo(541_909);
    assertThat(report.baskets().orders()).isEqualTo(25_900);
    assertThat(report.products().bought()).isEqualTo(4_070);
  }

  /// The counts are those of a program of thirty lines in Python, with a list for each customer and
  /// product.
  @Test
  void returnsOfOnlineRetailTakePurchasesBack() throws Exception {
    OrdersConfig orders =
        new OrdersConfig(
            List.of(data("online_retail/online_retail_2010_2011.csv.gz")),
            OrdersFormat.ROWS,
            "InvoiceNo",
            "StockCode",
            ",",
            "");
    Map<String, Object> settings =
        Map.of(
            "time-column", "InvoiceDate",
            "quantity-column", "Quantity",
            "returns", ReturnsBy.CUSTOMER,
            "customer-column", "CustomerID");
    IngestReport report =
        Ingest.ingest(
            Records.with(orders, settings),
            ProductsConfig.DEFAULT,
            EVERYTHING,
            NoDatabase.SERVER,
            Stores.local(),
            directory);
    assertThat(report.quantities()).contains(new QuantityCounts(0, 10_624, 2_759, 4_632, 3_050));
    assertThat(report.rows()).isEqualTo(new RowCounts(541_909, 0, 0, 10_535, 517_991));
    assertThat(report.baskets().orders()).isEqualTo(20_567);
  }

  @Test
  void readsGroceriesWithoutAnyId() throws Exception {
    OrdersConfig orders =
        new OrdersConfig(
            List.of(data("groceries/groceries.csv")),
            OrdersFormat.BASKETS,
            "order_id",
            "product_id",
            ",",
            "");
    ProductsConfig products =
        new ProductsConfig(
            List.of(data("groceries/items.csv")),
            "labels",
            "labels",
            List.of("level2", "level1"),
            List.of());
    IngestReport report =
        Ingest.ingest(orders, products, EVERYTHING, NoDatabase.SERVER, Stores.local(), directory);
    assertThat(report.rows()).isEqualTo(new RowCounts(43_367, 0, 0, 0, 43_367));
    assertThat(report.products().bought()).isEqualTo(169);
    assertThat(report.finding(FindingKind.UNLISTED_PRODUCT).count()).isZero();
    assertThat(report.baskets().orders()).isEqualTo(9_835);
    assertThat(report.baskets().median()).isEqualTo(3);
    assertThat(report.baskets().largest()).isEqualTo(32);
    assertThat(PreparedData.baskets(directory.resolve(PreparedData.BASKETS)).size())
        .isEqualTo(9_835);
    assertThat(
            PreparedData.vocabulary(directory.resolve(PreparedData.VOCABULARY))
                .product(0)
                .categories())
        .containsExactly("dairy produce", "fresh products");
  }

  private static Set<String> distinct(Vocabulary vocabulary, int category) {
    return vocabulary.products().stream()
        .map(product -> product.categories().get(category))
        .collect(Collectors.toSet());
  }

  private static String data(String file) {
    return DATA.resolve(file).toString();
  }
}
