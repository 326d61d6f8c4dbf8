package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Orders with quantities, from their files to the report.
class QuantityTasksTest {
  private static final String[] READ = {"orders.quantity-column", "qty"};

  @TempDir private Path folder;

  /// The small shop with quantities of 1 to 4, an order of which all is returned, and one of which
  /// a product is.
  private SmallShop shop() throws Exception {
    SmallShop shop = SmallShop.in(folder);
    Path orders = folder.resolve("orders.csv");
    StringBuilder rows = new StringBuilder("order_id,product_id,qty\n");
    int number = 0;
    for (String row : Files.readAllLines(orders).stream().skip(1).toList()) {
      rows.append("%s,%s\n".formatted(row, 1 + number++ % 4));
    }
    rows.append("9001,1,2\n9001,1,-2\n9002,1,1\n9002,2,3\n9002,2,-1\n9002,3,-1\n9002,4,0\n");
    Files.writeString(orders, rows);
    return shop;
  }

  private byte[] trained(SmallShop shop, String... more) throws Exception {
    shop.tasks(more).run(TaskId.MODEL_TRAINING);
    return Files.readAllBytes(shop.folder().resolve("model.safetensors"));
  }

  @Test
  void quantitiesReachTheTraining() throws Exception {
    SmallShop shop = shop();
    shop.tasks(READ).run(TaskId.PRE_PROCESS_DATA);
    Baskets baskets = PreparedData.baskets(folder.resolve(PreparedData.BASKETS));
    assertThat(baskets.quantities()).hasSameSizeAs(baskets.products()).contains(1, 2, 3, 4);
    byte[] none = trained(shop, READ);
    byte[] log = trained(shop, "orders.quantity-column", "qty", "training.quantity-weight", "log");
    assertThat(log).isNotEqualTo(none);
    assertThat(
            trained(
                shop,
                "orders.quantity-column",
                "qty",
                "training.quantity-weight",
                "log",
                "training.threads",
                "2"))
        .isEqualTo(log);
  }

  @Test
  void thePagesTellOfReturns() throws Exception {
    SmallShop shop = shop();
    shop.tasks(READ).run(TaskId.PRE_PROCESS_DATA);
    shop.tasks(READ).run(TaskId.RUN_DATA_QUALITY_CHECKS);
    trained(shop, READ);
    shop.tasks(READ).run(TaskId.POST_PROCESSING);
    assertThat(Files.readString(folder.resolve("quality.html")))
        .contains("Do returns find the purchases that they take back?")
        .contains(
            "1 of 3 rows of returns without a purchase; 1 purchase was taken back, 1 more in part");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains(
            "3 rows are returns: 1 purchase was taken back as a whole, 1 in part; 1 row found no purchase.")
        .contains("of quantity 0", "taken back by returns")
        .contains("1 row is a return without a purchase: left out");
  }

  @Test
  void aWeightWithoutQuantitiesIsRefused() throws Exception {
    SmallShop shop = shop();
    String message =
        """
        training.quantity-weight: is log, but it is not known how much was bought
        hint: orders.quantity-column names the column that says it\
        """;
    TaskFolder weighed = shop.tasks("training.quantity-weight", "log");
    assertThatThrownBy(() -> weighed.run(TaskId.PRE_PROCESS_DATA))
        .isInstanceOf(WrongUseException.class)
        .hasMessage(message);
    shop.tasks().run(TaskId.PRE_PROCESS_DATA);
    assertThatThrownBy(() -> weighed.run(TaskId.MODEL_TRAINING))
        .isInstanceOf(WrongUseException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> weighed.run(TaskId.MODEL_TUNING)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "list_append(quantities, 1); has more quantities for ",
        "quantities[2:]; quantities for ",
        "[q * 0 FOR q IN quantities]; quantity 1 is 0.0; more than 0 expected",
        "[nullif(q, q) FOR q IN quantities]; quantity 1 is null; more than 0 expected"
      })
  void quantitiesThatDoNotFitTheProductsAreRefused(String quantities, String message)
      throws Exception {
    SmallShop shop = shop();
    shop.tasks(READ).run(TaskId.PRE_PROCESS_DATA);
    Path file = folder.resolve(PreparedData.BASKETS);
    Path whole = Files.move(file, folder.resolve("whole.parquet"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * REPLACE (%s AS quantities) FROM '%s') TO '%s' (FORMAT parquet)"
              .formatted(quantities, whole, file));
    }
    assertThatThrownBy(() -> PreparedData.baskets(file))
        .isExactlyInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }
}
