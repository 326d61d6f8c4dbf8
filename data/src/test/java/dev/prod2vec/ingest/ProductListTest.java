package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProductListTest {
  @TempDir private Path folder;

  private Shop shop(String form, String... lists) throws Exception {
    StringBuilder text = new StringBuilder("order_id,product_id\n");
    for (String list : lists) {
      text.append("o,\"").append(list.replace("\"", "\"\"")).append("\"\n");
    }
    return Shop.in(folder)
        .withOrders("orders.csv", text.toString())
        .withOrderSettings(Map.of("product-list", form));
  }

  /// Products between bars. Python 3.13 and PostgreSQL 17 wrote the lists, or read them back.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          brackets ~ ['a', 'b c'] ~ a|b c
          brackets ~ ["a","it's"] ~ a|it's
          brackets ~ ["it's", 'a, b', 'say "x"'] ~ a, b|it's|say "x"
          brackets ~ ['it\\'s "x"', 'c:\\\\d'] ~ c:\\d|it's "x"
          brackets ~ ["caf\\u00e9", "\\"x\\"", 'a\\xe9'] ~ "x"|a\u00e9|caf\u00e9
          brackets ~ [1, 22,  None, red wine] ~ 1|22|red wine
          brackets ~ [] ~ ^^
          braces ~ {a,b} ~ a|b
          braces ~ {"a b","x,y",NULL,"NULL","q\\"r\\\\"} ~ NULL|a b|q"r\\|x,y
          braces ~ { a , red wine } ~ a|red wine
          braces ~ {} ~ ^^
          ; ~ a;b c; ;d ~ a|b c|d
          , ~ a, b,a ~ a|b
          + ~ a + [b] ~ [b]|a
          """)
  void theProductsOfAListAreRows(String form, String list, String products) throws Exception {
    Shop shop =
        shop(form, list, "")
            .withOrderSettings(Map.of("product-list", form, "null-values", List.of()));
    if (products.isEmpty()) {
      assertThatThrownBy(shop::ingest).hasMessageContaining("none of the 2 rows");
      return;
    }
    IngestReport report = shop.ingest();
    assertThat(Shop.select("SELECT product_id FROM '%s' ORDER BY 1".formatted(vocabulary(shop))))
        .containsExactly(products.split("\\|"));
    assertThat(report.baskets().orders()).isEqualTo(1);
  }

  private static Path vocabulary(Shop shop) {
    return shop.out().resolve("vocabulary.parquet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          brackets ~ a, b
          brackets ~ ['a' 'b']
          brackets ~ ['a', 'b'
          brackets ~ [1 2 3]
          brackets ~ [['a']]
          brackets ~ {a,b}
          braces ~ ['a']
          braces ~ {a,{b}}
          braces ~ {"a}
          """)
  void whatIsNoListIsNamedWithItsLine(String form, String list) throws Exception {
    String good = form.equals("braces") ? "{x,y}" : "['x', 'y']";
    Shop shop = shop(form, good, "", "NA", list, "worse");
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            folder + "/orders.csv:5: column \"product_id\" (orders.product-column) is " + list)
        .hasMessageContaining("; a list in " + form + " such as ")
        .hasMessageContaining("hint: orders.product-list");
  }

  @Test
  void rowsThatTheFilterLeavesOutMayHaveAnything() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id,n\n1,\"[a, b]\",1\n2,total,0\n")
            .withOrderSettings(Map.of("product-list", "brackets"))
            .withFilter("n > 0");
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: a b");
    assertThat(report.rows().filtered()).isEqualTo(1);
  }

  @Test
  void listsOfParquetAreUnnestedByThemselves() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withParquetOrders(
                "orders.parquet",
                """
                SELECT * FROM (VALUES (1, [10, 20]), (2, [10, NULL]), (3, []), (4, NULL), (5, [20]))
                t(order_id, product_id)\
                """);
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: 10 20", "2: 10", "5: 20");
    assertThat(report.rows().read()).isEqualTo(7);
    assertThat(report.rows().missing()).isEqualTo(3);
    assertThat(report.baskets().orders()).isEqualTo(3);
    assertThatThrownBy(shop.withOrderSettings(Map.of("product-list", "|"))::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessage(
            """
            orders.product-list: is |, but column "product_id" of %s/orders.parquet is a list by itself
            hint: leave it out\
            """
                .formatted(folder));
    assertThatThrownBy(
            shop.withParquetOrders("nested.parquet", "SELECT 1 AS order_id, [[1]] AS product_id")
                ::ingest)
        .hasMessageContaining("holds INTEGER[][]; text or whole numbers expected");
  }

  @Test
  void keysOfCsvThatNoFileNeedsAreRefused() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withParquetOrders("orders.parquet", "SELECT 1 AS order_id, 'a' AS product_id")
            .withCsv(Map.of("skip-lines", 2));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessage(
            "orders.csv.skip-lines: is given, but has no effect: it is for csv, and the files are"
                + " Parquet\nhint: leave it out");
    Shop json =
        Shop.in(folder).withOrders("orders.json", "{\"order_id\": 1, \"product_id\": \"a\"}");
    assertThatThrownBy(json.withCsv(Map.of("escape", "/"))::ingest)
        .hasMessageContaining("orders.csv.escape: is given, but has no effect");
    assertThat(json.withCsv(Map.of("encoding", "utf-8")).ingest().rows().read()).isEqualTo(1);
    // One file of csv is enough.
    json.with("orders.csv", "x\ny\norder_id,product_id\n1,b\n")
        .withOrderFiles("orders.csv", "orders.json")
        .withCsv(Map.of("skip-lines", 2))
        .ingest();
  }

  @Test
  void aFilterSeesTheWholeList() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withParquetOrders(
                "orders.parquet",
                "SELECT * FROM (VALUES (1, ['a', 'b']), (2, ['a'])) t(order_id, product_id)")
            .withFilter("len(product_id) > 1");
    shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: a b");
  }
}
