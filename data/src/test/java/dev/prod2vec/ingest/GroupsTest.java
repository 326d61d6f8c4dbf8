package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.Column;
import dev.prod2vec.prepared.IngestReport.RowCounts;
import dev.prod2vec.prepared.OrderGroups;
import dev.prod2vec.prepared.OrderGroups.Group;
import dev.prod2vec.quality.Check;
import dev.prod2vec.quality.Quality;
import dev.prod2vec.quality.QualityConfig;
import dev.prod2vec.quality.Verdict;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups of orders: shops, regions, segments.
class GroupsTest {
  private static final String ROWS =
      """
      order_id,shop,product_id,price
      1,Oslo,milk,2
      1,Oslo,rye,3
      2, Oslo ,milk,2
      2, Oslo ,salt,1
      3,Rome,milk,2
      3,Rome,wine,9
      4,Rome,wine,9
      4,Rome,salt,1
      5,Rome,rye,3
      6,NULL,rye,3
      6,,milk,2
      """;

  private static final Map<String, Object> BY_SHOP = Map.of("group-column", "Shop");

  @TempDir private Path folder;

  private Shop shop(String rows) throws Exception {
    return Shop.in(folder).withOrders("orders.csv", rows);
  }

  private static Map<String, Object> only(String group) {
    return Map.of("group-column", "shop", "group", group);
  }

  @Test
  void groupsAreCountedAndAllAreRead() throws Exception {
    Shop shop = shop(ROWS).withOrderSettings(BY_SHOP);
    IngestReport report = shop.ingest();
    assertThat(report.groups())
        .contains(
            new OrderGroups("Shop", 2, List.of(new Group("Rome", 5, 3), new Group("Oslo", 4, 2))));
    assertThat(report.rows()).isEqualTo(new RowCounts(11, 0, 0, 0, 11));
    assertThat(report.baskets().orders()).isEqualTo(6);
    assertThat(report.inputs().getFirst().columns())
        .extracting(Column::use)
        .containsExactly("order id", "group", "product id", "");
  }

  @Test
  void rowsOfOneGroupAreReadAlone() throws Exception {
    Shop shop = shop(ROWS).withOrderSettings(only("Oslo"));
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: milk rye", "2: milk salt");
    assertThat(report.rows()).isEqualTo(new RowCounts(11, 7, 0, 0, 4));
    assertThat(report.groups()).isEmpty();
  }

  @Test
  void theFilterComesFirstAndMayReadTheColumnAsANumber() throws Exception {
    String numbered = ROWS.replace("Oslo", "07").replace("Rome", "8").replace("NULL", "9");
    IngestReport report =
        shop(numbered).withFilter("shop < 9 AND price < 9").withOrderSettings(BY_SHOP).ingest();
    assertThat(report.groups())
        .contains(new OrderGroups("Shop", 0, List.of(new Group("8", 3, 3), new Group("07", 4, 2))));
  }

  @Test
  void aJoinedFileMayHaveTheGroup() throws Exception {
    Shop shop =
        shop("order_id,product_id\n1,milk\n1,rye\n2,milk\n2,salt\n3,milk\n3,rye\n")
            .with("shops.csv", "order_id,shop\n1,Oslo\n2,Rome\n3,Oslo\n")
            .withOrderSettings(
                Map.of("join-files", List.of(folder.resolve("shops.csv").toString())))
            .withOrderSettings(only("Oslo"));
    shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: milk rye", "3: milk rye");
  }

  @Test
  void aOneHotTableMayHaveTheGroup() throws Exception {
    Shop shop =
        shop("shop,milk,rye,salt\nOslo,1,1,0\nRome,1,0,1\nOslo,0,1,1\n")
            .withOrderSettings(Map.of("format", OrdersFormat.ONE_HOT))
            .withOrderSettings(only("Oslo"));
    shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: rye milk", "3: rye salt");
  }

  @Test
  void aGroupThatNoRowHasIsRefusedWithTheOnesThereAre() throws Exception {
    assertThatThrownBy(() -> shop(ROWS).withOrderSettings(only("Rom")).ingest())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "orders.csv: none of the 11 rows is of the group Rom (orders.group)\n"
                + "hint: column \"shop\" has Rome, Oslo");
    assertThatThrownBy(() ->
            shop("order_id,shop,product_id\n1,,milk\n1,NA,rye\n")
                .withOrderSettings(only("Oslo"))
                .ingest())
        .hasMessageContaining("no row has a value in column \"shop\" (orders.group-column)");
  }

  @Test
  void aColumnThatTellsCustomersIsRefused() throws Exception {
    String rows =
        IntStream.rangeClosed(1, 1001)
            .mapToObj(i -> "%s,c%s,milk\n%s,c%s,rye\n".formatted(i, i, i, i))
            .collect(Collectors.joining());
    assertThatThrownBy(
            () -> shop("order_id,shop,product_id\n" + rows).withOrderSettings(BY_SHOP).ingest())
        .isInstanceOf(WrongUseException.class)
        .hasMessage(
            "orders.group-column: column \"Shop\" has more than 1,000 values; a group is a shop, a region or a segment\nhint: name a column with fewer values");
  }

  @Test
  void whatHasNoEffectOrNoColumnIsRefused() throws Exception {
    assertThatThrownBy(() -> Records.with(OrdersConfig.DEFAULT, "group", "Oslo"))
        .hasMessageContaining("group needs group-column");
    assertThatThrownBy(
            () -> shop(ROWS).withOrderSettings(Map.of("group-column", "region")).ingest())
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("no column \"region\" (orders.group-column)");
    assertThatThrownBy(() ->
            Shop.in(folder)
                .withLines("a.txt", ",", "milk,rye\n")
                .withOrderSettings(BY_SHOP)
                .ingest())
        .hasMessageContaining(
            "orders.group-column: is given, but has no effect: orders.format is baskets");
  }

  @Test
  void rowsWithoutAGroupStopTheRunUnlessSomeAreAllowed() throws Exception {
    Shop shop = shop(ROWS).withOrderSettings(BY_SHOP);
    IngestReport report = shop.ingest();
    Check check = check(report, shop.out(), QualityConfig.DEFAULT);
    assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(check.observed()).isEqualTo("2 of 11 rows (18.2%)");
    assertThat(
            check(report, shop.out(), Records.with(QualityConfig.DEFAULT, "max-missing-share", 0.2))
                .verdict())
        .isEqualTo(Verdict.PASSED);
  }

  private static Check check(IngestReport report, Path out, QualityConfig config) throws Exception {
    return Quality.check(report, out, config).checks().stream()
        .filter(check -> check.name().equals("missing-group"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void reportsOfEarlierVersionsHaveNoGroups() throws Exception {
    Shop shop = shop(ROWS);
    IngestReport report = shop.ingest();
    Path file = shop.out().resolve(IngestReport.FILE);
    String json = Files.readString(file);
    Files.writeString(file, json.replaceAll("\"(groups|quantities)\" : null,\\s*", ""));
    assertThat(Files.readString(file)).isNotEqualTo(json);
    assertThat(Json.read(file, IngestReport.class)).isEqualTo(report);
  }
}
