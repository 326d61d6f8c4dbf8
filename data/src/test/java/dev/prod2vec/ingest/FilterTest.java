package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
  private static final String ORDERS =
      """
      order_id,product_id,quantity,day
      1,a,6,2011-01-03
      C2,a,-1,2011-02-03
      3,b,0.5,2011-03-03 10:00:00
      4,c,,2011-04-03
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quantity > 0                                 | 1: a, 3: b
          Quantity > 0 AND order_id NOT LIKE 'C%'      | 1: a, 3: b
          order_id NOT LIKE 'C%'                       | 1: a, 3: b, 4: c
          quantity > 0 -- the rest are returns         | 1: a, 3: b
          quantity BETWEEN -2 AND 1                    | 3: b, C2: a
          day >= TIMESTAMP '2011-03-01' AND order_id <> '4' | 3: b
          day < '2011-02'                              | 1: a
          product_id IN ('b', 'c')                     | 3: b, 4: c
          TRY_CAST(quantity AS INTEGER) = 6            | 1: a
          abs(quantity) = 1                            | C2: a
          """)
  void keepsTheRowsThatMeetIt(String filter, String baskets) throws Exception {
    Shop shop = Shop.in(folder).withOrders("orders.csv", ORDERS).withFilter(filter);
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly(baskets.split(", "));
    assertThat(report.rows().filtered()).isEqualTo(4 - baskets.split(", ").length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quantity >                                   | syntax error
          qantity > 0                                  | no column "qantity" (orders.filter); the columns are "order_id"
          quantity                                     | it gives VARCHAR; true or false expected
          1                                            | it gives INTEGER; true or false expected
          sum(quantity) > 1                            | sum(VARCHAR)
          row_number() OVER () < 3                     | window
          day > 3 AND day LIKE 'x'                     | Cannot compare
          true); DROP TABLE order_line; SELECT (true   | one expression expected
          true); COPY (SELECT 1) TO 'x'; SELECT (true  | one expression expected
          true) FROM range(3) WHERE (true              | one expression expected
          true) UNION SELECT (true                     | one expression expected
          true), (true                                 | one expression expected
          true) LIMIT (1                               | one expression expected
          EXISTS (SELECT 1)                            | a query inside is not allowed
          quantity IN (SELECT '6')                     | a query inside is not allowed
          true; SELECT 1                               | syntax error
          count(*) > 1                                 | aggregates
          nosuchfunction(quantity)                     | nosuchfunction
          """)
  void refusesWhatIsNoConditionOnOneRow(String filter, String why) throws Exception {
    Shop shop = Shop.in(folder).withOrders("orders.csv", ORDERS).withFilter(filter);
    assertThatThrownBy(shop::ingest)
        .isExactlyInstanceOf(WrongUseException.class)
        .hasMessageContaining("orders.filter")
        .hasMessageContaining(why);
    assertThat(shop.out()).isEmptyDirectory();
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void saysWhichValueIsNoNumber() throws Exception {
    Shop shop =
        Shop.in(folder).withOrders("orders.csv", ORDERS + "5,a,six,\n").withFilter("quantity > 0");
    assertThatThrownBy(shop::ingest)
        .isExactlyInstanceOf(WrongUseException.class)
        .hasMessage(
            "orders.filter: %s:6: column \"quantity\" is \"six\", which is no DOUBLE\n"
                    .formatted(folder.resolve("orders.csv"))
                + "hint: TRY_CAST(quantity AS DOUBLE) gives null for 1 of 5 rows, which the filter may leave out");
  }

  @Test
  void saysThatNoRowMeetsIt() throws Exception {
    Shop shop = Shop.in(folder).withOrders("orders.csv", ORDERS).withFilter("quantity > 100");
    assertThatThrownBy(shop::ingest)
        .isExactlyInstanceOf(InputException.class)
        .hasMessageContaining("none of the 4 rows meets the filter quantity > 100");
  }

  @Test
  void usesTheTypesOfParquet() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withParquetOrders(
                "orders.parquet",
                "SELECT i AS order_id, i % 3 AS product_id, i - 5 AS quantity FROM range(10) t(i)")
            .withFilter("quantity > 0");
    assertThat(shop.ingest().rows().filtered()).isEqualTo(6);
  }

  @Test
  void isNotForLinesOfBaskets() throws Exception {
    Shop shop = Shop.in(folder).withLines("baskets.txt", ",", "a,b\n").withFilter("true");
    assertThatThrownBy(shop::ingest)
        .isExactlyInstanceOf(WrongUseException.class)
        .hasMessageContaining("orders.filter: lines of baskets have no columns");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          amount > 0 | 1,5 2,25 3        | CAST(replace(amount, ',', '.') AS DOUBLE) reads its numbers
          amount > 0 | 1,100,000 2,250.5 | CAST(replace(amount, ',', '') AS DOUBLE) reads its numbers
          amount > 0 | 1.100,5 2         | CAST(replace(replace(amount, '.', ''), ',', '.') AS DOUBLE) reads its numbers
          amount > 0 | 1,100 2           | CAST(replace(amount, ',', '') AS DOUBLE) where the comma separates thousands, CAST(replace(amount, ',', '.') AS DOUBLE) where it is the decimal comma
          CAST(amount AS DOUBLE) > 0 | 1,5 2 | CAST(replace(amount, ',', '.') AS DOUBLE) reads its numbers
          amount > 0 | 1,5 five 2        | TRY_CAST(amount AS DOUBLE) gives null for 2 of 3 rows
          amount >= DATE '2024-06-01' | 12/31/2024 1/2/2024 | strptime(amount, '%m/%d/%Y') reads its dates
          amount >= DATE '2024-06-01' | 31.12.2024 | strptime(amount, '%d.%m.%Y') reads its dates
          amount >= DATE '2024-06-01' | 1/2/2024 | strptime(amount, '%m/%d/%Y') reads its dates; '%d/%m/%Y' fits the values too
          amount >= DATE '2024-06-01' | 1/31/24 | strptime(amount, '%m/%d/%y') reads its dates
          """)
  void proposesTheConversionThatFitsAllValues(String filter, String values, String hint)
      throws Exception {
    Shop shop = amounts(values).withFilter(filter);
    assertThatThrownBy(shop::ingest)
        .isExactlyInstanceOf(WrongUseException.class)
        .hasMessageContaining("\nhint: " + hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          amount >= '10/1/2024'  | 12/31/2024 1/2/2024 | strptime(amount, '%m/%d/%Y') >= DATE '2024-10-01'
          amount BETWEEN '2024-01-01' AND '2024-02-01' | 12/31/2024 1/2/2024 | strptime(amount, '%m/%d/%Y') >= DATE '2024-01-01'
          amount > '31.12.2023'  | 2024-12-31 2024-01-02 | strptime(amount, '%Y-%m-%d') >= DATE
          """)
  void refusesDatesThatAreComparedAsTextInAnotherOrder(String filter, String values, String hint)
      throws Exception {
    Shop shop = amounts(values).withFilter(filter);
    assertThatThrownBy(shop::ingest)
        .isExactlyInstanceOf(WrongUseException.class)
        .hasMessageContaining("column \"amount\" is compared as text with '")
        .hasMessageContaining("hint: " + hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          amount >= '2024-06-01' ; 2024-12-31 2024-01-02
          amount >= '2024-06' ; 2024-12-31 2024-01-02
          amount || '' >= '10/1/2024' ; 12/31/2024 01/02/2024
          amount >= '10/1' ; 12/31/2024 01/02/2024
          amount >= '2/2/22' ; 3-inch 1-inch
          strptime(amount, '%d.%m.%Y') >= DATE '2024-06-01' ; 31.12.2024 02.01.2024
          TRY_CAST(replace(amount, ',', '.') AS DOUBLE) > 1 ; 1,5 0,5
          """)
  void comparesTextInItsOwnOrder(String filter, String values) throws Exception {
    Shop shop = amounts(values).withFilter(filter);
    assertThat(shop.ingest().rows().filtered()).isEqualTo(1);
  }

  @Test
  void showsTheValuesWhereNoRowMeetsIt() throws Exception {
    Shop shop = amounts("12/31/2024 1/2/2024").withFilter("amount = '2024-12-31'");
    assertThatThrownBy(shop::ingest)
        .isExactlyInstanceOf(InputException.class)
        .hasMessageContaining(
            "none of the 2 rows meets the filter amount = '2024-12-31'; in the first rows amount is"
                + " '12/31/2024', '1/2/2024'");
  }

  @Test
  void countsTheValuesThatATryLoses() throws Exception {
    Shop shop = amounts("1 2,5 2,5 x").withFilter("amount = '1' OR try_cast(amount AS double) > 1");
    Finding lost = shop.ingest().finding(FindingKind.UNREADABLE_FILTER_VALUE);
    assertThat(lost.count()).isEqualTo(3);
    assertThat(lost.examples())
        .containsExactly(
            List.of("try_cast(amount AS double)", "2,5", "2"),
            List.of("try_cast(amount AS double)", "x", "1"));
  }

  private Shop amounts(String values) throws Exception {
    StringBuilder csv = new StringBuilder("order_id,product_id,amount\n");
    for (String value : values.split(" ", -1)) {
      csv.append("1,a,\"").append(value).append("\"\n");
    }
    return Shop.in(folder).withOrders("orders.csv", csv.toString());
  }
}
