package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.setting.WrongUseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonOrdersTest {
  private static final String LINES =
      """
      {"order_id": 9007199254740993, "product_id": "007", "quantity": 2}
      {"order_id": 9007199254740993, "product_id": "a \\"b\\", c", "quantity": 1.50}

      {"product_id": "caf\\u00e9", "order_id": 2, "quantity": -1}
      {"order_id": 2, "product_id": "007"}
      """;

  @TempDir private Path folder;

  @Test
  void eachLineIsARow() throws Exception {
    Shop shop = Shop.in(folder).withOrders("orders.jsonl", LINES);
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten())
        .containsExactly("2: 007 caf\u00e9", "9007199254740993: 007 a \"b\", c");
    IngestReport.InputFile input = report.inputs().getFirst();
    assertThat(input.format()).isEqualTo(FileFormat.JSON);
    assertThat(input.rows()).isEqualTo(4);
    assertThat(input.bytes()).isEqualTo(LINES.getBytes(StandardCharsets.UTF_8).length);
    assertThat(input.columns())
        .containsExactly(
            new IngestReport.Column("order_id", "VARCHAR", "order id"),
            new IngestReport.Column("product_id", "VARCHAR", "product id"),
            new IngestReport.Column("quantity", "VARCHAR", ""));
  }

  @Test
  void anArrayAndCompressedTextHaveTheSameRows() throws Exception {
    String array = "\ufeff[" + LINES.strip().replaceAll("\n+", ",\n") + "]";
    for (Shop shop :
        new Shop[] {
          Shop.in(folder).withOrders("array.json", array),
          Shop.in(folder).withOrders("array.json.gz", Shop.gzip(array)),
          Shop.in(folder).withOrders("lines.json.zst", PipesTest.packed(LINES, "zst")),
          Shop.in(folder)
              .withOrders("wide.json", LINES.getBytes(StandardCharsets.UTF_16LE))
              .withCsv(Map.of("encoding", "utf-16le"))
        }) {
      shop.ingest();
      assertThat(shop.basketsWritten())
          .containsExactly("2: 007 caf\u00e9", "9007199254740993: 007 a \"b\", c");
    }
  }

  @Test
  void aFilterReadsNumbers() throws Exception {
    Shop shop = Shop.in(folder).withOrders("orders.jsonl", LINES).withFilter("quantity > 1");
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("9007199254740993: 007 a \"b\", c");
    assertThat(report.rows().filtered()).isEqualTo(2);
  }

  @Test
  void aFilterNamesTheLineOfAValue() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.jsonl", LINES.replace("-1}", "\"many\"}"))
            .withFilter("quantity > 1");
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("orders.jsonl:4: column \"quantity\" is \"many\"");
  }

  @Test
  void objectsInARowHaveColumnsAndArraysAreLists() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders(
                "orders.json",
                """
                [
                  {"order": {"id": 1}, "items": [{"sku": "a", "n": 2}, {"sku": "b\\\\,\\"c"}]},
                  {"order": {"id": 2}, "items": [{"sku": "a", "n": 1}, {"sku": null}]},
                  {"order": {"id": 3}, "items": []}
                ]
                """)
            .withOrderSettings(Map.of("order-column", List.of("order.id")))
            .withOrderSettings(Map.of("product-column", "items.sku"));
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: a b\\,\"c", "2: a");
    assertThat(report.rows().read()).isEqualTo(5);
    assertThat(report.rows().missing()).isEqualTo(2);
    assertThat(report.baskets().orders()).isEqualTo(2);
  }

  @Test
  void listsOfIdsAreUnnested() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders(
                "orders.jsonl",
                """
                {"order_id": 1, "product_id": ["a", 7, "NULL", "{x,y}"]}
                {"order_id": 2, "product_id": "a"}
                {"order_id": 3, "product_id": []}
                {"order_id": 4}
                """)
            .withOrderSettings(Map.of("null-values", List.of()));
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: a 7 NULL {x,y}", "2: a");
    assertThat(report.baskets().orders()).isEqualTo(2);
    assertThat(report.rows().missing()).isEqualTo(2);
  }

  @Test
  void productTablesMayBeJson() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id\n1,a\n1,b\n")
            .withProducts(
                "products.json",
                "[{\"product_id\": \"a\", \"product_name\": \"A\"}, {\"product_id\": \"b\", \"product_name\": \"B\\nb\"}]");
    assertThat(shop.ingest().products().listed()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {"order_id": 1, "product_id": "a"}\\n{"order_id": 1, "product_id"\\n~:3: no valid JSON
          {"order_id": 1, "product_id": "a"}\\n{"order_id": 1, product_id: 2}\\n~:2: no valid JSON
          [{"order_id": 1, "product_id": "a"},\\n[1]]~:2: an array; an object for each row
          {"order_id": 1, "product_id": "a"}\\n7\\n~:2: the value 7; an object for each row
          {"order_id": 1, "order_id": 2}\\n~:1: no valid JSON: Duplicate
          {"order_id": 1, "product_id": "a\\u0000"}\\n~:1: the value of product_id has a NUL
          {}~no object with a key
          []~no object with a key
          {"order_id": 1, "sku": "a"}~no column "product_id" (orders.product-column); the columns are "order_id", "sku"
          {"order_id": [1], "product_id": "a"}~column "order_id" (orders.order-column) holds VARCHAR[]
          """)
  void brokenJsonIsNamedWithItsLine(String text, String message) throws Exception {
    Shop shop = Shop.in(folder).withOrders("orders.json", text.replace("\\n", "\n"));
    assertThatThrownBy(shop::ingest)
        .isInstanceOfAny(InputException.class, WrongUseException.class)
        .hasMessageContaining(folder + "/orders.json")
        .hasMessageContaining(message);
    assertThat(shop.out()).isEmptyDirectory();
  }

  @Test
  void aCutGzipFileIsNamedAsOne() throws Exception {
    byte[] whole = Shop.gzip(LINES.repeat(2000));
    Shop shop =
        Shop.in(folder).withOrders("orders.json.gz", Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the gzip data end in the middle");
  }

  @Test
  void bytesThatAreNotUtf8AreNamed() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders(
                "orders.json",
                LINES.replace("\\u00e9", "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("orders.json:4: no valid JSON: Invalid UTF-8");
    assertThat(Files.exists(folder.resolve("out"))).isTrue();
  }
}
