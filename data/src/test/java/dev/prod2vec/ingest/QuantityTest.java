package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.QuantityCounts;
import dev.prod2vec.prepared.IngestReport.RowCounts;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.prepared.ReturnsBy;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.quality.Check;
import dev.prod2vec.quality.Quality;
import dev.prod2vec.quality.QualityConfig;
import dev.prod2vec.quality.Verdict;
import dev.prod2vec.setting.InvalidSettingException;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantityTest {
  private static final String ROWS =
      """
      order_id,product_id,qty
      1,milk,2
      1,rye,1
      1,milk,3
      1,rye,-1
      2,milk,0
      2,salt,x
      2,rye,1
      3,milk,-2
      3,salt,4
      3,salt,-1
      4,rye,-1
      """;

  private static final String CUSTOMERS =
      """
      order_id,customer,day,product_id,qty
      a,c1,2024-01-01,milk,3
      a,c1,2024-01-01,rye,1
      b,c1,2024-01-05,milk,2
      C1,c1,2024-01-06,milk,-3
      d,c1,2024-01-07,milk,1
      C2,c1,2024-01-08,milk,-1
      C3,c2,2024-01-08,rye,-1
      e,c2,2024-01-09,rye,1
      f,,2024-01-10,rye,2
      C4,,2024-01-11,rye,-1
      """;

  private static final Map<String, Object> BY_CUSTOMER =
      Map.of(
          "quantity-column", "qty", "returns", ReturnsBy.CUSTOMER, "customer-column", "customer");

  @TempDir private Path folder;

  private Shop shop(String rows) throws Exception {
    return Shop.in(folder).withOrders("orders.csv", rows);
  }

  /// The training baskets, each product with its quantity.
  private List<String> baskets() throws Exception {
    return Shop.select(
        """
        SELECT any_value(order_id) || ': ' || string_agg(product_id || ' ' || quantity, ', ' ORDER BY product_id)
        FROM (SELECT row_number() OVER () AS row, order_id, unnest(products) AS index,
            unnest(quantities) AS quantity
          FROM read_parquet(%s))
        JOIN read_parquet(%s) USING (index) GROUP BY row ORDER BY row\
        """
            .formatted(
                Sql.text(folder.resolve("out").resolve(PreparedData.BASKETS)),
                Sql.text(folder.resolve("out").resolve(PreparedData.VOCABULARY))));
  }

  @Test
  void quantitiesOfAnOrderAddUpAndReturnsTakeThemBack() throws Exception {
    IngestReport report = shop(ROWS).withOrderSettings(Map.of("quantity-column", "QTY")).ingest();
    assertThat(baskets()).containsExactly("1: milk 5.0", "2: rye 1.0, salt 1.0", "3: salt 3.0");
    assertThat(report.rows()).isEqualTo(new RowCounts(11, 0, 0, 1, 4));
    assertThat(report.quantities()).contains(new QuantityCounts(1, 4, 1, 1, 2));
    assertThat(report.baskets().orders()).isEqualTo(3);
    assertThat(report.products().bought()).isEqualTo(3);
    assertThat(report.finding(FindingKind.MISSING_QUANTITY).count()).isEqualTo(1);
    assertThat(report.finding(FindingKind.MISSING_QUANTITY).examples())
        .containsExactly(List.of("x", "1"));
    assertThat(report.finding(FindingKind.LONE_RETURN).examples())
        .containsExactly(List.of("3", "milk", "1"), List.of("4", "rye", "1"));
  }

  @Test
  void withoutTheColumnNegativeNumbersMeanNothing() throws Exception {
    Shop shop = shop(ROWS);
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten())
        .containsExactly("1: milk rye", "2: milk rye salt", "3: milk salt", "4: rye");
    assertThat(report.quantities()).isEmpty();
    assertThat(
            Shop.select(
                "SELECT name FROM parquet_schema(%s) WHERE name = 'quantities'"
                    .formatted(Sql.text(shop.out().resolve(PreparedData.BASKETS)))))
        .isEmpty();
  }

  @Test
  void aReturnTakesTheCustomersNewestPurchasesBeforeIt() throws Exception {
    IngestReport report =
        shop(CUSTOMERS)
            .withOrderSettings(BY_CUSTOMER)
            .withOrderSettings(Map.of("time-column", "day"))
            .ingest();
    assertThat(baskets()).containsExactly("a: milk 2.0, rye 1.0", "e: rye 1.0", "f: rye 2.0");
    assertThat(report.rows()).isEqualTo(new RowCounts(10, 0, 0, 0, 4));
    assertThat(report.quantities()).contains(new QuantityCounts(0, 4, 2, 1, 2));
    assertThat(report.times().orElseThrow().last()).isEqualTo("2024-01-10");
  }

  @Test
  void withoutATimeTheHighestOrderIdIsTheNewest() throws Exception {
    IngestReport report = shop(CUSTOMERS).withOrderSettings(BY_CUSTOMER).ingest();
    assertThat(baskets()).containsExactly("a: milk 2.0, rye 1.0", "f: rye 2.0");
    assertThat(report.quantities()).contains(new QuantityCounts(0, 4, 3, 1, 1));
  }

  @Test
  void onlyOrdersOfWhichSomethingRemainsAreDivided() throws Exception {
    shop(CUSTOMERS)
        .withOrderSettings(BY_CUSTOMER)
        .withOrderSettings(Map.of("time-column", "day"))
        .withBaskets(
            Records.with(
                BasketsConfig.DEFAULT,
                Map.of(
                    "min-count",
                    1,
                    "split",
                    SplitBy.TIME,
                    "validation-fraction",
                    0.0,
                    "test-fraction",
                    0.34)))
        .ingest();
    // A third of the three orders, not of all ten ids.
    assertThat(baskets()).containsExactly("a: milk 2.0, rye 1.0", "e: rye 1.0");
  }

  @Test
  void joinedFilesMayHaveTheCustomer() throws Exception {
    Shop shop =
        shop("order_id,product_id,qty\n1,milk,2\n2,milk,-1\n1,rye,1\n3,rye,-1\n")
            .with("customers.csv", "order_id,customer\n1,x\n2,x\n3,y\n")
            .withOrderSettings(BY_CUSTOMER);
    shop.withOrderSettings(
            Map.of("join-files", List.of(folder.resolve("customers.csv").toString())))
        .ingest();
    assertThat(baskets()).containsExactly("1: milk 1.0, rye 1.0");
  }

  /// All rows of an order and product; the customer and the day follow from the order's number.
  private static final class Trade {
    final int order;
    final int product;
    int quantity;

    Trade(int order, int product) {
      this.order = order;
      this.product = product;
    }

    int day() {
      return 1 + order % 7;
    }

    int customer() {
      return order % 4;
    }
  }

  /// Takes returns back from a pile of purchases for each customer and product.
  private static void settle(List<Trade> trades) {
    Map<String, Deque<Trade>> piles = new TreeMap<>();
    for (Trade trade : trades) {
      Deque<Trade> pile =
          piles.computeIfAbsent(trade.customer() + " " + trade.product, _ -> new ArrayDeque<>());
      if (trade.quantity > 0) {
        pile.push(trade);
      }
      while (trade.quantity < 0 && !pile.isEmpty()) {
        int back = Math.min(-trade.quantity, pile.getFirst().quantity);
        pile.getFirst().quantity -= back;
        trade.quantity += back;
        if (pile.getFirst().quantity == 0) {
          pile.pop();
        }
      }
    }
  }

  @Test
  void whatRemainsIsWhatAPileKeeps() throws Exception {
    Random random = new Random(7);
    Map<String, Trade> trades = new TreeMap<>();
    StringBuilder csv = new StringBuilder("order_id,customer,day,product_id,qty\n");
    for (int i = 0; i < 600; i++) {
      Trade row = new Trade(100 + random.nextInt(120), random.nextInt(5));
      int quantity = random.nextInt(-4, 6);
      trades.computeIfAbsent(row.order + " " + row.product, _ -> row).quantity += quantity;
      csv.append(
          "%s,c%s,2024-01-0%s,p%s,%s\n"
              .formatted(row.order, row.customer(), row.day(), row.product, quantity));
    }
    settle(
        trades.values().stream()
            .sorted(
                Comparator.comparingInt(Trade::day)
                    .thenComparing(trade -> trade.quantity < 0)
                    .thenComparingInt(trade -> trade.order))
            .toList());
    Map<Integer, List<String>> expected = new TreeMap<>();
    for (Trade trade : trades.values()) {
      if (trade.quantity > 0) {
        expected
            .computeIfAbsent(trade.order, _ -> new ArrayList<>())
            .add("p%s %s.0".formatted(trade.product, trade.quantity));
      }
    }
    assertThat(expected).hasSizeBetween(40, 115);
    shop(csv.toString())
        .withOrderSettings(BY_CUSTOMER)
        .withOrderSettings(Map.of("time-column", "day"))
        .ingest();
    assertThat(baskets())
        .containsExactlyElementsOf(
            expected.entrySet().stream()
                .map(entry ->
                    "%s: %s".formatted(entry.getKey(), String.join(", ", entry.getValue())))
                .toList());
  }

  @Test
  void numbersWithADecimalCommaAreRead() throws Exception {
    IngestReport report =
        shop("order_id;product_id;qty\n1;milk;1,5\n1;rye;1.200\n1;salt;0,0004\n1;tea;1.5\n")
            .withOrderSettings(Map.of("quantity-column", "qty", "decimal-comma", true))
            .ingest();
    assertThat(baskets()).containsExactly("1: milk 1.5, rye 1200.0, salt 0.001, tea 1.0");
    assertThat(report.finding(FindingKind.MISSING_QUANTITY).examples())
        .containsExactly(List.of("1.5", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTEGER", "DOUBLE", "DECIMAL(9,2)", "VARCHAR"})
  void typedQuantitiesAreRead(String type) throws Exception {
    Shop.in(folder)
        .withParquetOrders(
            "orders.parquet",
            "SELECT '1' AS order_id, 'p' || i AS product_id, CAST(i - 1 AS %s) AS qty FROM range(4) t(i)"
                .formatted(type))
        .withOrderSettings(Map.of("quantity-column", "qty"))
        .ingest();
    assertThat(baskets()).containsExactly("1: p2 1.0, p3 2.0");
  }

  @Test
  void whatIsNoQuantityCountsAsOne() throws Exception {
    IngestReport report =
        shop("order_id,product_id,qty\n1,a,\n1,b,NULL\n1,c,4006381333931\n1,d,inf\n1,e, 2 \n1,f,nan\n")
            .withOrderSettings(Map.of("quantity-column", "qty"))
            .ingest();
    assertThat(baskets()).containsExactly("1: a 1.0, b 1.0, c 1.0, d 1.0, e 2.0, f 1.0");
    assertThat(report.finding(FindingKind.MISSING_QUANTITY).count()).isEqualTo(5);
  }

  @Test
  void aFilterMayReadTheQuantityToo() throws Exception {
    IngestReport report =
        shop(ROWS.replace("x", "7"))
            .withFilter("qty >= 0")
            .withOrderSettings(Map.of("quantity-column", "qty"))
            .ingest();
    assertThat(report.rows().filtered()).isEqualTo(4);
    assertThat(baskets())
        .containsExactly("1: milk 5.0, rye 1.0", "2: rye 1.0, salt 7.0", "3: salt 4.0");
  }

  @Test
  void theChecksTellWhatWasTakenBack() throws Exception {
    Shop shop = shop(ROWS).withOrderSettings(Map.of("quantity-column", "qty"));
    List<Check> checks = Quality.check(shop.ingest(), shop.out(), QualityConfig.DEFAULT).checks();
    Check missing = named(checks, "missing-quantity");
    assertThat(missing.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(missing.observed()).isEqualTo("1 of 11 rows (9.1%)");
    Check returns = named(checks, "returns");
    assertThat(returns.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(returns.observed())
        .isEqualTo(
            "2 of 4 rows of returns without a purchase; 1 purchase was taken back, 1 more in part");
    Shop plain = shop.withOrderSettings(Map.of("quantity-column", ""));
    assertThat(Quality.check(plain.ingest(), plain.out(), QualityConfig.DEFAULT).checks())
        .extracting(Check::name)
        .doesNotContain("returns", "missing-quantity");
  }

  private static Check named(List<Check> checks, String name) {
    return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void ordersOfWhichNothingRemainsAreRefused() throws Exception {
    Shop shop =
        shop("order_id,product_id,qty\n1,a,1\n1,a,-1\n2,b,0\n")
            .withOrderSettings(Map.of("quantity-column", "qty"));
    assertThatThrownBy(shop::ingest)
        .isExactlyInstanceOf(InputException.class)
        .hasMessage(
            """
            %s: nothing is bought: of 3 rows with an order id and a product id, 1 have a quantity of 0 in "qty" (orders.quantity-column) and 1 a negative one; these take back all of the 1 purchases
            hint: is it the right column?\
            """
                .formatted(folder.resolve("orders.csv")));
  }

  @Test
  void settingsThatDoNotFitAreRefused() throws Exception {
    assertThatThrownBy(() -> Records.with(OrdersConfig.DEFAULT, "returns", ReturnsBy.CUSTOMER))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("returns: customer needs quantity-column");
    assertThatThrownBy(() ->
            Records.with(
                OrdersConfig.DEFAULT,
                Map.of("returns", ReturnsBy.CUSTOMER, "quantity-column", "qty")))
        .hasMessageContaining("returns: customer needs customer-column");
    assertThatThrownBy(() -> Records.with(OrdersConfig.DEFAULT, "customer-column", "c"))
        .hasMessageContaining("customer-column is for returns: customer, but returns is order");
    assertThatThrownBy(shop(ROWS).withOrderSettings(Map.of("quantity-column", "menge"))::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("no column \"menge\" (orders.quantity-column)");
    assertThatThrownBy(shop(ROWS).withOrderSettings(BY_CUSTOMER)::ingest)
        .hasMessageContaining("no column \"customer\" (orders.customer-column)");
    assertThatThrownBy(
            Shop.in(folder)
                    .withLines("lines.txt", ",", "a,b\n")
                    .withOrderSettings(Map.of("quantity-column", "qty"))
                ::ingest)
        .hasMessageContaining("orders.quantity-column: is given, but has no effect");
  }
}
