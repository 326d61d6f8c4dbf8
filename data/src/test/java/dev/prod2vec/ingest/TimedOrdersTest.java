package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.OrderTimes;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.setting.InvalidSettingException;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimedOrdersTest {
  /// Ten orders of two products, one a day from 1 May 2024 on.
  private static final int ORDERS = 10;

  @TempDir private Path folder;

  private Shop tenDays() throws Exception {
    StringBuilder rows = new StringBuilder("order_id,product_id,day\n");
    for (int i = 0; i < ORDERS; i++) {
      String day = LocalDate.of(2024, 5, 1).plusDays(i).toString();
      // Order ids fall as time rises, so that no rule of ids gives the right split by chance.
      rows.append("%s,a,%s\n%s,b,%s\n".formatted(ORDERS - i, day, ORDERS - i, day));
    }
    return Shop.in(folder)
        .withOrders("orders.csv", rows.toString())
        .withOrderSettings(Map.of("time-column", "day"));
  }

  private static BasketsConfig byTime(Map<String, Object> more) {
    BasketsConfig byTime =
        Records.with(
            BasketsConfig.DEFAULT,
            Map.of(
                "min-count",
                1,
                "split",
                SplitBy.TIME,
                "validation-fraction",
                0.2,
                "test-fraction",
                0.1));
    return Records.with(byTime, more);
  }

  private List<String> orders(String file) throws Exception {
    return Shop.select(
        "SELECT order_id FROM read_parquet(%s) ORDER BY CAST(order_id AS INTEGER)"
            .formatted(Sql.text(folder.resolve("out").resolve(file))));
  }

  @Test
  void theNewestOrdersAreHeldOut() throws Exception {
    IngestReport report = tenDays().withBaskets(byTime(Map.of())).ingest();
    assertThat(orders(PreparedData.TEST)).containsExactly("1");
    assertThat(orders(PreparedData.VALIDATION)).containsExactly("2", "3");
    assertThat(orders(PreparedData.BASKETS)).containsExactly("4", "5", "6", "7", "8", "9", "10");
    OrderTimes times = report.times().orElseThrow();
    assertThat(times.split()).isEqualTo(SplitBy.TIME);
    assertThat(times.validationFrom()).contains("2024-05-08");
    assertThat(times.testFrom()).contains("2024-05-10");
    assertThat(times.firstWeek()).isEqualTo("2024-04-29");
    assertThat(times.ordersPerWeek()).containsExactly(5L, 5L);
  }

  @Test
  void aRowWithoutAProductSaysNothingOfTheTimeOfItsOrder() throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withOrders(
                "orders.csv",
                "order_id,product_id,day\n1,a,2024-05-02\n1,b,2024-05-02\n1,,2024-01-01\n2,a,2024-05-01\n2,b,2024-05-01\n")
            .withOrderSettings(Map.of("time-column", "day"))
            .ingest();
    assertThat(report.times().orElseThrow().first()).isEqualTo("2024-05-01");
    assertThat(report.times().orElseThrow().last()).isEqualTo("2024-05-02");
  }

  @Test
  void datesMayBeGivenInsteadOfShares() throws Exception {
    tenDays()
        .withBaskets(
            byTime(Map.of("validation-from", "2024-05-04", "test-from", "2024-05-09 12:00")))
        .ingest();
    assertThat(orders(PreparedData.TEST)).containsExactly("1");
    assertThat(orders(PreparedData.VALIDATION)).containsExactly("2", "3", "4", "5", "6", "7");
  }

  @Test
  void ordersOfOneMomentStayTogether() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders(
                "orders.csv",
                "order_id,product_id,day\n1,a,2024-05-01\n2,a,2024-05-02\n3,a,2024-05-02\n4,a,2024-05-02\n")
            .withOrderSettings(Map.of("time-column", "day"))
            .withBaskets(byTime(Map.of("validation-fraction", 0.0, "test-fraction", 0.25)));
    shop.ingest();
    assertThat(orders(PreparedData.TEST)).containsExactly("2", "3", "4");
    assertThat(orders(PreparedData.BASKETS)).containsExactly("1");
  }

  @Test
  void aSplitThatLeavesNothingToLearnIsRefused() throws Exception {
    Shop shop =
        tenDays()
            .withBaskets(
                byTime(Map.of("validation-from", "2024-05-01", "test-from", "2024-06-01")));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of 10 orders is before 2024-05-01");
  }

  @Test
  void aTimeSplitNeedsATime() throws Exception {
    Shop shop =
        tenDays().withOrderSettings(Map.of("time-column", "")).withBaskets(byTime(Map.of()));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("orders.time-column");
  }

  @Test
  void basketsHaveTheDateOfTheirOrder() throws Exception {
    tenDays().withBaskets(byTime(Map.of())).ingest();
    Baskets baskets = PreparedData.baskets(folder.resolve("out").resolve(PreparedData.BASKETS));
    // By order id as text: 10 (the first day), 4 (the seventh), 5 and so on down to the second day.
    int first = (int) LocalDate.of(2024, 5, 1).toEpochDay();
    assertThat(baskets.days())
        .containsExactly(first, first + 6, first + 5, first + 4, first + 3, first + 2, first + 1);
  }

  @Test
  void withoutATimeBasketsHaveNoDates() throws Exception {
    Shop shop = tenDays().withOrderSettings(Map.of("time-column", ""));
    assertThat(shop.ingest().times()).isEmpty();
    assertThat(PreparedData.baskets(folder.resolve("out").resolve(PreparedData.BASKETS)).isDated())
        .isFalse();
  }

  @Test
  void aWindowLeavesOutOlderAndNewerOrders() throws Exception {
    IngestReport report =
        tenDays().withOrderSettings(Map.of("since", "2024-05-03", "until", "2024-05-06")).ingest();
    assertThat(orders(PreparedData.BASKETS)).containsExactly("6", "7", "8");
    assertThat(report.rows().filtered()).isEqualTo(14);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2024-05-17 08:30;2024-05-16;2024-05-17",
        "2024-05-17T08:30:00Z;2024-05-16T00:00:00Z;2024-05-17",
        "17.05.2024 08:30;16.05.2024 00:00;2024-05-17",
        "5/17/2024 8:30;5/16/2024 0:00;2024-05-17",
        "17/05/2024;16/05/2024;2024-05-17",
        "20240517;20240516;2024-05-17",
        "1715934600;1715817600;2024-05-17",
        "1715934600000;1715817600000;2024-05-17",
        "17-May-2024;16-May-2024;2024-05-17"
      })
  void theFormOfTimesIsFound(String newest, String oldest, String expected) throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withOrders(
                "orders.csv", "order_id,product_id,t\n1,a,%s\n2,a,%s\n".formatted(newest, oldest))
            .withOrderSettings(Map.of("time-column", "t"))
            .ingest();
    assertThat(report.times().orElseThrow().last()).isEqualTo(expected);
    assertThat(report.times().orElseThrow().first()).isEqualTo("2024-05-16");
  }

  @Test
  void aGivenFormIsUsed() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id,t\n1,a,03/04/2024\n2,a,05/04/2024\n")
            .withOrderSettings(Map.of("time-column", "t"));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining(
            "column \"t\" (orders.time-column) can be read in more than one way, for example"
                + " \"03/04/2024\" as %m/%d/%Y or %d/%m/%Y")
        .hasMessageContaining("hint: orders.time-format");
    IngestReport report = shop.withOrderSettings(Map.of("time-format", "%d/%m/%Y")).ingest();
    assertThat(report.times().orElseThrow().last()).isEqualTo("2024-04-05");
  }

  @Test
  void aValueThatIsNoTimeIsRefused() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders(
                "orders.csv",
                "order_id,product_id,t\n1,a,2024-04-03\n2,a,2024-13-03\n3,a,2024-04-05\n")
            .withOrderSettings(Map.of("time-column", "t"));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column \"t\" (orders.time-column) is \"2024-13-03\"");
    assertThatThrownBy(shop.withOrderSettings(Map.of("time-format", "%d.%m.%Y"))::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("which the format %d.%m.%Y of orders.time-format does not read");
    assertThatThrownBy(shop.withOrderSettings(Map.of("time-column", "when"))::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("no column \"when\" (orders.time-column)");
  }

  @Test
  void rowsWithoutATimeAreCounted() throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withOrders(
                "orders.csv",
                "order_id,product_id,t\n1,a,2024-04-03\n1,b,\n2,a,NULL\n3,a,2024-04-05\n")
            .withOrderSettings(Map.of("time-column", "t"))
            .ingest();
    assertThat(report.finding(FindingKind.MISSING_TIME).count()).isEqualTo(2);
    assertThat(report.baskets().orders()).isEqualTo(3);
    // Order 2 is as old as the oldest.
    int first = (int) LocalDate.of(2024, 4, 3).toEpochDay();
    assertThat(PreparedData.baskets(folder.resolve("out").resolve(PreparedData.BASKETS)).days())
        .containsExactly(first, first, first + 2);
  }

  @Test
  void typedTimesAreRead() throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withParquetOrders(
                "orders.parquet",
                "SELECT 1 AS order_id, 'a' AS product_id, TIMESTAMP '2024-04-03 23:59:59' AS t"
                    + " UNION ALL SELECT 2, 'a', TIMESTAMP '2024-04-05 00:00:00'")
            .withOrderSettings(Map.of("time-column", "T"))
            .ingest();
    assertThat(report.times().orElseThrow().first()).isEqualTo("2024-04-03");
    assertThat(report.times().orElseThrow().last()).isEqualTo("2024-04-05");
  }

  @Test
  void severalColumnsTellAnOrder() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders(
                "orders.csv",
                """
                Member_number,Date,item
                7,21-07-2015,milk
                7,21-07-2015,rye
                7,22-07-2015,milk
                8,22-07-2015,milk
                9,,milk
                 NA ,22-07-2015,milk
                a|b,c,milk
                a,b|c,milk
                """)
            .withOrderSettings(
                Map.of("order-column", List.of("member_number", "Date"), "product-column", "item"));
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten())
        .containsExactly(
            "7|21-07-2015: milk rye",
            "7|22-07-2015: milk",
            "8|22-07-2015: milk",
            "a\\|b|c: milk",
            "a|b\\|c: milk");
    assertThat(report.finding(FindingKind.MISSING_ORDER_ID).count()).isEqualTo(2);
    assertThat(report.finding(FindingKind.MIXED_ORDER).count()).isZero();
  }

  @Test
  void ordersOfSeveralDaysAreNoticed() throws Exception {
    IngestReport report =
        Shop.in(folder)
            .withOrders(
                "orders.csv",
                """
                Member_number,Date,item
                7,21-07-2015,milk
                7,21-07-2015,rye
                7,22-07-2015,milk
                8,22-07-2015,milk
                8,22-07-2015,rye
                """)
            .withOrderSettings(
                Map.of("order-column", List.of("Member_number"), "product-column", "item"))
            .ingest();
    assertThat(report.finding(FindingKind.MIXED_ORDER).count()).isEqualTo(1);
    assertThat(report.finding(FindingKind.MIXED_ORDER).examples())
        .containsExactly(List.of("7", "Date", "21-07-2015, 22-07-2015"));
  }

  @Test
  void aFilterThatReadsAColumnAsANumberLeavesIdsAsTheyAre() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders("orders.csv", "order_id,product_id\n100,007\n101,008\n")
            .withFilter("order_id > 100 AND product_id > 1");
    shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("101: 008");
  }

  @Test
  void settingsThatContradictThemselvesAreRefused() {
    assertThatThrownBy(() -> Records.with(OrdersConfig.DEFAULT, "since", "2024-05-01"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("need time-column");
    assertThatThrownBy(
            () -> Records.with(OrdersConfig.DEFAULT, Map.of("time-column", "t", "since", "May")))
        .hasMessageContaining("since must be a date like 2011-12-31");
    assertThatThrownBy(() -> Records.with(OrdersConfig.DEFAULT, "order-column", List.of("a", "A")))
        .hasMessageContaining("names a column twice");
    assertThatThrownBy(() -> Records.with(BasketsConfig.DEFAULT, "test-from", "2024-05-01"))
        .hasMessageContaining("need split: time");
    assertThatThrownBy(() -> byTime(Map.of("test-from", "2024-05-01")))
        .hasMessageContaining("must be given together");
  }
}
