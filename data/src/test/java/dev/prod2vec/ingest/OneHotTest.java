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

final class OneHotTest {
  private static final Map<String, ?> ONE_HOT = Map.of("format", OrdersFormat.ONE_HOT);

  @TempDir private Path folder;

  private Shop shop(String text) throws Exception {
    return Shop.in(folder).withOrders("orders.csv", text).withOrderSettings(ONE_HOT);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "true, false",
    "TRUE, FALSE",
    "t, ?",
    "t, ''",
    "yes, no",
    "Y, N",
    "3.0, -1",
    "x, NA",
  })
  void eachColumnIsAProduct(String bought, String left) throws Exception {
    Shop shop =
        shop(
            "order_id,tea,red wine,'o'\n7,B,L,B\n8,L,B,L\n9,L,L,L\n"
                .replace("B", bought)
                .replace("L", left));
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("7: 'o' tea", "8: red wine");
    assertThat(report.rows().read()).isEqualTo(4);
    assertThat(report.rows().missing()).isEqualTo(1);
    assertThat(report.inputs().getFirst().columns())
        .extracting(IngestReport.Column::use)
        .containsExactly("order id", "product", "product", "product");
  }

  @Test
  void rowsAreNumberedWhereNoColumnHasTheOrdersId() throws Exception {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int row = 1; row <= 3000; row++) {
      text.append("%s,%s,1\n".formatted(row % 2, row % 3 == 0 ? 1 : 0));
    }
    Shop shop = shop(text.toString());
    IngestReport report = shop.ingest();
    assertThat(report.baskets().orders()).isEqualTo(3000);
    assertThat(shop.basketsWritten()).contains("1: c a", "2: c", "3: c a b", "3000: c b");
  }

  @Test
  void columnsMayBeLeftOutAndTyped() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withParquetOrders(
                "orders.parquet",
                "SELECT i AS id, 'x' || i AS customer, i % 2 = 0 AS a, i // 2 AS b, 9 AS total FROM range(4) t(i)")
            .withOrderSettings(ONE_HOT)
            .withOrderSettings(
                Map.of(
                    "order-column", List.of("id"), "ignore-columns", List.of("Customer", "total")))
            .withFilter("total = 9 AND id < 3");
    shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("0: a", "2: a b");
  }

  @Test
  void badInputIsNamed() throws Exception {
    assertThatThrownBy(shop("order_id,a,b\n1,0,1\n\n2,1,Joe's\n")::ingest)
        .isInstanceOf(InputException.class)
        .hasMessage(
            """
            %s/orders.csv:4: column "b" is "joe's"; 1 or 0, true or false, t or ?, yes or no, or a quantity expected, as orders.format is one-hot
            hint: orders.ignore-columns names columns that are no products\
            """
                .formatted(folder));
    assertThatThrownBy(shop("order_id,a,A\n1,0,1\n")::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("the header has \"a\" (orders.format one-hot) several times");
    assertThatThrownBy(shop("order_id\n1\n")::ingest)
        .hasMessageContaining("no column is left for the products");
    Shop shop = shop("order_id,a\n1,1\n");
    assertThatThrownBy(shop.withOrderSettings(Map.of("ignore-columns", List.of("aa")))::ingest)
        .hasMessageContaining("no column \"aa\" (orders.ignore-columns)");
    assertThatThrownBy(shop.withOrderSettings(Map.of("order-column", List.of("id")))::ingest)
        .hasMessageContaining("no column \"id\" (orders.order-column)");
    assertThatThrownBy(shop.withOrderSettings(Map.of("product-list", "|"))::ingest)
        .hasMessageContaining("orders.product-list: is given, but has no effect");
    assertThatThrownBy(
            shop.withOrderSettings(
                    Map.of("format", OrdersFormat.ROWS, "ignore-columns", List.of("a")))
                ::ingest)
        .hasMessageContaining("orders.ignore-columns: is given, but has no effect");
  }

  @Test
  void numbersOfRowsOfSeveralFilesAreToldApart() throws Exception {
    Shop shop =
        shop("a,b\n1,1\n0,1\n")
            .with("more.csv", "a,b\n1,0\n")
            .withOrderFiles("orders.csv", "more.csv");
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageStartingWith(folder + "/more.csv: no column \"order_id\"")
        .hasMessageContaining("orders.order-ids-per-file: true");
    Shop perFile = shop.withOrderIdsPerFile();
    perFile.ingest();
    assertThat(perFile.basketsWritten())
        .containsExactly("more.csv:1: a", "orders.csv:1: a b", "orders.csv:2: b");
  }
}
