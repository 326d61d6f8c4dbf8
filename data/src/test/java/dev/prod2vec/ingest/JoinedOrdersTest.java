package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.Role;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JoinedOrdersTest {
  private static final String LINES = "order_id,product_id\n1,a\n1,b\n2,a\n2,c\n3,b\n3,c\n";

  @TempDir private Path folder;

  private Shop shop(String joined) throws Exception {
    return Shop.in(folder)
        .withOrders("lines.csv", LINES)
        .with("orders.csv", joined)
        .withOrderSettings(joinedTo("orders.csv"));
  }

  private Map<String, Object> joinedTo(String... names) {
    return new HashMap<>(
        Map.of(
            "join-files",
            List.of(names).stream().map(name -> folder.resolve(name).toString()).toList()));
  }

  @Test
  void aFilterMayUseJoinedColumns() throws Exception {
    Shop shop =
        shop("order_id,date,shop\n1,2024-05-01,north\n2,2024-05-02,south\n3,2024-05-03,north\n")
            .withFilter("shop = 'north' AND date >= DATE '2024-05-01'");
    IngestReport report = shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("1: b a", "3: b c");
    assertThat(report.rows().filtered()).isEqualTo(2);
    assertThat(report.inputs())
        .extracting(IngestReport.InputFile::role)
        .containsExactly(Role.ORDERS, Role.JOINED_ORDERS);
    assertThat(report.inputs().getLast().rows()).isEqualTo(3);
    assertThat(report.finding(FindingKind.UNJOINED_ROW).count()).isZero();
  }

  @Test
  void theTimeMayBeJoined() throws Exception {
    IngestReport report =
        shop("order_id,date\n1,01.05.2024\n2,02.05.2024\n3,31.05.2024\n")
            .withOrderSettings(Map.of("time-column", "date", "until", "2024-05-31"))
            .ingest();
    assertThat(report.times().orElseThrow().first()).isEqualTo("2024-05-01");
    assertThat(report.times().orElseThrow().last()).isEqualTo("2024-05-02");
  }

  @Test
  void theOrderMayBeTold() throws Exception {
    Shop shop =
        shop("order_id,customer,date\n1,x,01.05.2024\n2,x,01.05.2024\n3,y,01.05.2024\n")
            .withOrderSettings(Map.of("order-column", List.of("customer", "date")));
    shop.ingest();
    assertThat(shop.basketsWritten()).containsExactly("x|01.05.2024: b c a", "y|01.05.2024: b c");
  }

  @Test
  void rowsWithoutAPartnerAreCountedAndKept() throws Exception {
    IngestReport report = shop("order_id,date\n1,2024-05-01\n3,2024-05-03\n").ingest();
    assertThat(report.finding(FindingKind.UNJOINED_ROW).count()).isEqualTo(2);
    assertThat(report.baskets().orders()).isEqualTo(3);
  }

  @Test
  void severalFilesOfOtherFormsAreJoined() throws Exception {
    Shop shop =
        Shop.in(folder)
            .withParquetOrders(
                "lines.parquet",
                "SELECT unnest([1, 1, 2]) AS order_id, unnest(['a', 'b', 'a']) AS product_id")
            .with("orders.csv", "Order_ID;customer\n1;7\n2;8\n");
    Files.write(
        folder.resolve("dates.csv.gz"), Shop.gzip("order_id\tday\n2\t2024-05-02\n1\t2024-05-01\n"));
    IngestReport report =
        shop.withOrderSettings(joinedTo("orders.csv", "dates.csv.gz"))
            .withOrderSettings(Map.of("time-column", "day"))
            .withFilter("customer = '7'")
            .ingest();
    assertThat(report.baskets().orders()).isEqualTo(1);
    assertThat(report.times().orElseThrow().last()).isEqualTo("2024-05-01");
  }

  @Test
  void anOrderInTwoRowsIsRefused() throws Exception {
    assertThatThrownBy(shop("order_id,date\n1,2024-05-01\n1,2024-05-02\n")::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("orders.csv: order_id 1 appears more than once");
  }

  @Test
  void itMustBeClearByWhichColumn() throws Exception {
    assertThatThrownBy(shop("id,date\n1,2024-05-01\n")::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("orders.join-files: ")
        .hasMessageContaining("shares no column with");
    assertThatThrownBy(shop("order_id,product_id,date\n1,a,2024-05-01\n")::ingest)
        .hasMessageContaining("shares the columns \"order_id\", \"product_id\" with");
  }

  @Test
  void aMissingColumnIsLookedForInAllFiles() throws Exception {
    Shop shop =
        shop("order_id,date\n1,2024-05-01\n").withOrderSettings(Map.of("time-column", "day"));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining(
            "no column \"day\" (orders.time-column); the columns are \"order_id\", \"product_id\", \"date\"");
  }
}
