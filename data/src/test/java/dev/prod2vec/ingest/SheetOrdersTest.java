package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SheetOrdersTest {
  /// Cells as Excel writes them; style 1 is a date, 2 is `00000`, 3 a date with a time, 4 a number
  /// with a colour.
  private static final String ORDERS =
      """
      <row r="3"><c r="A3" t="inlineStr"><is><t>order_id</t></is></c>
        <c r="B3" t="inlineStr"><is><t>product_id</t></is></c>
        <c r="C3" t="inlineStr"><is><t>day</t></is></c>
        <c r="D3" t="inlineStr"><is><t>n</t></is></c></row>
      <row r="4"><c r="A4"><v>17</v></c><c r="B4" s="2"><v>42</v></c><c r="C4" s="1"><v>45292</v></c><c r="D4"><v>1.5</v></c></row>
      <row r="5"><c r="A5"><v>17</v></c><c r="B5" t="s"><v>0</v></c><c r="C5" s="3"><v>45292.75</v></c><c r="D5" s="4"><v>0.30000000000000004</v></c></row>
      <row r="7"><c r="A7"><v>9.007199254740993E15</v></c><c r="B7"><v>4006381333931</v></c><c r="D7" t="b"><v>1</v></c></row>
      <row r="8"><c r="A8"><f>A4+1</f><v>18</v></c><c r="B8" t="str"><f>"4"&amp;"2"</f><v>42</v></c><c r="F8" s="1"/></row>
      """;

  @TempDir private Path folder;

  private Shop shop(byte[] workbook) throws Exception {
    return Shop.in(folder).withOrders("orders.xlsx", workbook);
  }

  private static byte[] workbook() throws Exception {
    return Workbooks.of(Map.of("Notes", "", "Sales", ORDERS));
  }

  @Test
  void cellsAreReadAsTheyAreShown() throws Exception {
    Shop shop = shop(workbook()).withOrderSettings(Map.of("sheet", "sales"));
    IngestReport report = shop.ingest();
    // 9007199254740993 has 16 digits, of which Excel keeps 15.
    assertThat(shop.basketsWritten())
        .containsExactly("17: 00042 a,\"b\"", "18: 42", "9007199254740990: 4006381333931");
    IngestReport.InputFile input = report.inputs().getFirst();
    assertThat(input.format()).isEqualTo(FileFormat.XLSX);
    assertThat(input.rows()).isEqualTo(4);
    assertThat(input.columns())
        .extracting(IngestReport.Column::name)
        .containsExactly("order_id", "product_id", "day", "n");
    assertThat(
            Shop.select(
                "SELECT concat_ws(' ', day, n) FROM read_csv('%s', skip = 2)"
                    .formatted(
                        SheetRows.of(
                                Input.of(folder.resolve("orders.xlsx")),
                                "Sales",
                                "orders.sheet",
                                folder)
                            .csv()
                            .path())))
        .containsExactly("2024-01-01 1.5", "2024-01-01 18:00:00 0.3", "true", "");
  }

  @Test
  void datesAreTimesAndNumbersAreFiltered() throws Exception {
    Shop shop =
        shop(workbook())
            .withOrderSettings(Map.of("sheet", "Sales", "time-column", "day"))
            .withFilter("day >= TIMESTAMP '2024-01-01 12:00:00'");
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("17: a,\"b\"");
    assertThat(report.times().orElseThrow().first()).isEqualTo("2024-01-01");
  }

  @Test
  void theFirstSheetIsReadAndProductsMayBeASheet() throws Exception {
    Shop shop =
        shop(Workbooks.of(Map.of("Sales", ORDERS)))
            .withProductBytes("products.xlsx", Workbooks.of(Map.of("A", "", "B", ORDERS)));
    Shop both =
        new Shop(
            folder,
            shop.orders(),
            Records.with(shop.products(), Map.of("sheet", "B", "name-column", "day")),
            shop.baskets());
    assertThat(both.ingest().products().listed()).isEqualTo(4);
  }

  @Test
  void titlesAboveTheHeaderAreSkippedByAKey() throws Exception {
    String titled = "<row r=\"1\"><c r=\"B1\" t=\"str\"><v>Sales of June</v></c></row>" + ORDERS;
    Shop shop = shop(Workbooks.of(Map.of("Sales", titled)));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("no column \"order_id\"")
        .hasMessageContaining("hint: orders.csv.skip-lines: 2");
    assertThat(shop.withCsv(Map.of("skip-lines", 2)).ingest().baskets().orders()).isEqualTo(3);
  }

  @Test
  void badInputIsNamed() throws Exception {
    assertThatThrownBy(shop(workbook()).withOrderSettings(Map.of("sheet", "Sale"))::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessage(
            """
            orders.sheet: %s/orders.xlsx has no sheet "Sale"; the sheets are "Notes", "Sales"
            hint: did you mean "Sales"?\
            """
                .formatted(folder));
    assertThatThrownBy(shop(workbook())::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("orders.xlsx: the sheet Notes is empty")
        .hasMessageContaining("hint: orders.sheet names another one of \"Notes\", \"Sales\"");
    byte[] whole = workbook();
    assertThatThrownBy(shop(Arrays.copyOf(whole, whole.length / 2))::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("orders.xlsx: the workbook cannot be read: ")
        .hasMessageContaining("hint: save it again");
    assertThatThrownBy(shop(Workbooks.of(Map.of("Sales", "<row r=\"1\"><c")))::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("orders.xlsx: the workbook cannot be read: ");
    Shop csv =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id\n1,a\n")
            .withOrderSettings(Map.of("sheet", "Sales"));
    assertThatThrownBy(csv::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessage(
            "orders.sheet: is given, but %s/orders.csv is no Excel workbook (xlsx)\nhint: leave it out"
                .formatted(folder));
    String lists = ORDERS.replace("<v>4006381333931</v>", "<v>7</v>");
    assertThatThrownBy(
            shop(Workbooks.of(Map.of("Sales", lists)))
                    .withOrderSettings(Map.of("product-list", "braces"))
                ::ingest)
        .hasMessageContaining("orders.xlsx:4: column \"product_id\"");
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }
}
