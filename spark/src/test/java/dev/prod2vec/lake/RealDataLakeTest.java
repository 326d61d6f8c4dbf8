package dev.prod2vec.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.ingest.Shop;
import dev.prod2vec.prepared.BasketsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// Real orders, read from the folder that PROD2VEC_DATA names. Their rows are many, so queries are
/// compiled, as on a cluster.
@Tag("many-rows")
@EnabledIfEnvironmentVariable(
    named = "PROD2VEC_DATA",
    matches = ".+",
    disabledReason = "PROD2VEC_DATA does not name the folder of real orders")
class RealDataLakeTest {
  private static final Path DATA = Path.of(String.valueOf(System.getenv("PROD2VEC_DATA")));

  private static final Map<String, String> COMPILED =
      Map.of("spark.sql.codegen.wholeStage", "true", "spark.sql.codegen.factoryMode", "FALLBACK");

  private static final Map<String, String> BEFORE = new HashMap<>();

  @TempDir private Path folder;

  @BeforeAll
  static void compileQueries() {
    COMPILED.forEach((key, value) -> {
      BEFORE.put(key, LocalSpark.SESSION.conf().get(key));
      LocalSpark.SESSION.conf().set(key, value);
    });
  }

  @AfterAll
  static void compileNoMore() {
    BEFORE.forEach(LocalSpark.SESSION.conf()::set);
  }

  @Test
  void instacartIsTheSame() throws Exception {
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
    assertThat(Twins.assertSame(shop(orders, products), 20_000)).isNotNull();
  }

  @Test
  void onlineRetailInSeveralFilesIsTheSame() throws Exception {
    String file = data("online_retail/online_retail_2010_2011.csv.gz");
    for (int part = 0; part < 3; part++) {
      Shop.copy(
          "SELECT * FROM read_csv('%s', all_varchar = true) WHERE hash(StockCode) %% 3 = %s"
              .formatted(file, part),
          folder.resolve(part + ".csv.gz"),
          "HEADER, COMPRESSION gzip");
    }
    OrdersConfig orders =
        new OrdersConfig(
            List.of(folder + "/*.csv.gz"),
            OrdersFormat.ROWS,
            "InvoiceNo",
            "StockCode",
            ",",
            "InvoiceNo NOT LIKE 'C%' AND Quantity > 0");
    ProductsConfig products =
        new ProductsConfig(List.of(file), "StockCode", "Description", List.of(), List.of());
    assertThat(Twins.assertSame(shop(orders, products), 1_000_000)).isNotNull();
  }

  @Test
  void groceriesAreTheSame() throws Exception {
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
    assertThat(Twins.assertSame(shop(orders, products), 1_000_000)).isNotNull();
  }

  private Shop shop(OrdersConfig orders, ProductsConfig products) throws Exception {
    Files.createDirectories(folder.resolve("out"));
    return new Shop(folder, orders, products, BasketsConfig.DEFAULT);
  }

  private static String data(String file) {
    return DATA.resolve(file).toString();
  }
}
