package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFilesTest {
  private static final String ORDERS = "order_id,product_id\n1,a\n1,b\n2,a\n";

  @TempDir private Path folder;

  private Shop with(String name, String text) throws Exception {
    Files.createDirectories(folder.resolve(name).getParent());
    return Shop.in(folder).with(name, text);
  }

  private List<String> read(String glob) throws Exception {
    return Shop.in(folder).withOrderFiles(glob).ingest().inputs().stream()
        .map(input -> folder.relativize(Path.of(input.path())).toString())
        .toList();
  }

  @Test
  void globsSkipHiddenFilesAndFilesOfSpark() throws Exception {
    with("spark/part-0.csv", ORDERS);
    with("spark/.part-0.csv.crc", "crc");
    with("spark/_SUCCESS", "");
    with("spark/_committed_1.csv", "x");
    with("spark/_temporary/0/part-9.csv", ORDERS);
    with("spark/.hidden/part-9.csv", ORDERS);
    with("spark/_day=1/part-1.csv", ORDERS);
    assertThat(read("spark/*")).containsExactly("spark/part-0.csv");
    assertThat(read("spark/**/*.csv"))
        .containsExactly("spark/_day=1/part-1.csv", "spark/part-0.csv");
  }

  @Test
  void aGlobThatNamesHiddenFilesGetsThem() throws Exception {
    with(".cache/_orders.csv", ORDERS);
    with(".cache/orders.csv", ORDERS);
    assertThat(read(".cache/*.csv")).containsExactly(".cache/orders.csv");
    assertThat(read(".cache/_*.csv")).containsExactly(".cache/_orders.csv");
    assertThat(read(".c*/../.c*/o*.csv")).containsExactly(".cache/orders.csv");
  }

  @ParameterizedTest
  @CsvSource({
    "./in/*, in/_SUCCESS, true",
    "in//*, in/.x, true",
    "/in/*, /in/x, false",
    "/_in/.a/*, /_in/.a/x, false",
    "../*, ../x, false",
    "**, a/.b/c, true",
    "s3/.*/x, s3/.a/x, false"
  })
  void whatIsSkippedDoesNotDependOnHowTheGlobIsWritten(String glob, String file, boolean ignored) {
    assertThat(IgnoredFiles.isIgnored(glob, file)).isEqualTo(ignored);
  }

  @Test
  void aGlobThatMatchesOnlyHiddenFilesSaysSo() throws Exception {
    with("part/_SUCCESS", "");
    assertThatThrownBy(() -> read("part/*"))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("names that begin with . or _ are skipped, such as _SUCCESS");
  }

  @ParameterizedTest
  @CsvSource({
    "hive/dt=1/part-0.parquet, hive/**/*.parquet",
    "flat/orders.csv.gz, flat/*.csv.gz",
    "flat/orders.csv.zst, flat/*.csv.zst",
    "flat/orders-1.2.tsv, flat/*.tsv",
    "flat/part-00000, flat/*"
  })
  void theHintForAFolderMatchesWhatItHolds(String file, String glob) throws Exception {
    Shop shop = with(file, ORDERS);
    with(file.substring(0, file.indexOf('/')) + "/.crc", "");
    assertThatThrownBy(shop.withOrderFiles(file.substring(0, file.indexOf('/')))::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageEndingWith("hint: '" + folder.resolve(glob) + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/orders.csv, curl -fsSL ADDRESS",
    "ftp://example.org/orders.csv, curl -fsSL ADDRESS",
    "gs://bucket/orders.csv, gcloud storage cat ADDRESS",
    "hdfs://name/orders/*.csv, hdfs dfs -cat ADDRESS",
    "file:///data/orders.csv, /data/orders.csv is the file's name",
    "odd://x, fetch it to a file"
  })
  void anAddressIsRefusedWithAWayToReadIt(String address, String hint) throws Exception {
    Shop shop = Shop.in(folder);
    OrdersConfig orders =
        new OrdersConfig(List.of(address), OrdersFormat.ROWS, "order_id", "product_id", ",", "");
    assertThatThrownBy(new Shop(folder, orders, shop.products(), shop.baskets())::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageStartingWith(
            "orders.files: " + address + " is an address; files and globs are read")
        .hasMessageContaining(hint);
  }

  @Test
  void anEmptyPartAmongOthersIsLeftOutAndNamed() throws Exception {
    with("part-0.csv", ORDERS);
    with("part-1.csv", "");
    Files.write(folder.resolve("part-2.csv"), Shop.gzip(""));
    IngestReport report = Shop.in(folder).withOrderFiles("part-*").ingest();
    assertThat(report.rows().read()).isEqualTo(3);
    assertThat(report.finding(FindingKind.EMPTY_FILE).examples())
        .containsExactly(
            List.of(folder.resolve("part-1.csv").toString()),
            List.of(folder.resolve("part-2.csv").toString()));
  }

  @Test
  void emptyPartsAloneAreRefused() throws Exception {
    with("part-0.csv", "");
    with("part-1.csv", "");
    assertThatThrownBy(Shop.in(folder).withOrderFiles("part-*")::ingest)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("part-0.csv: the file is empty");
  }

  @Test
  void theFolderOfATableThatDeletesRowsIsNamed() throws Exception {
    with("orders/.hoodie/hoodie.properties", "{}");
    with("orders/part-0.csv", ORDERS);
    IngestReport report = Shop.in(folder).withOrderFiles("orders/**/*.csv").ingest();
    assertThat(report.finding(FindingKind.TABLE_FOLDER).examples())
        .containsExactly(List.of(folder.resolve("orders").toString(), "Hudi"));
  }

  @ParameterizedTest
  @CsvSource({
    "orders/_delta_log/0.json, orders/dt=1/part-0.csv, a Delta",
    "orders/metadata/v1.metadata.json, orders/data/dt=1/part-0.csv, an Iceberg",
  })
  void tablesOfDeltaAndIcebergAreRefused(String log, String file, String format) throws Exception {
    with(log, "{}");
    with(file, ORDERS);
    for (String named : List.of("orders/**/*.csv", "orders", file)) {
      assertThatThrownBy(Shop.in(folder).withOrderFiles(named)::ingest)
          .isInstanceOf(WrongUseException.class)
          .hasMessageStartingWith(
              "orders.files: %s/orders is the folder of %s table".formatted(folder, format))
          .hasMessageContaining("hint: export the table as Parquet");
    }
    assertThatThrownBy(
            Shop.in(folder).withOrders("good.csv", ORDERS).withProductFiles("orders/**/*.csv")
                ::ingest)
        .hasMessageStartingWith("products.files: ");
  }

  @ParameterizedTest
  @CsvSource({
    "shop/_delta_log/00000.json, Delta",
    "_delta_log/00000.json, Delta",
    "shop/metadata/v1.metadata.json, Iceberg",
    "shop/metadata/v1.json, ''",
    "shop/metadata.json, ''",
    "shop/part-0.parquet, ''",
  })
  void tablesOfAStoreAreKnownByTheirLogs(String path, String format) {
    assertThat(TableFolders.formatOf(path).orElse("")).isEqualTo(format);
  }

  @Test
  void aFolderOfOtherFilesIsNoTable() throws Exception {
    with("orders/metadata/readme.txt", "x");
    with("orders/part-0.csv", ORDERS);
    IngestReport report = Shop.in(folder).withOrderFiles("orders/*.csv").ingest();
    assertThat(report.finding(FindingKind.TABLE_FOLDER).count()).isZero();
  }

  @Test
  void aPipeOfAnotherProcessIsGoneWithAHint() throws Exception {
    Shop shop = Shop.in(folder);
    OrdersConfig orders =
        new OrdersConfig(
            List.of("/dev/fd/987"), OrdersFormat.ROWS, "order_id", "product_id", ",", "");
    assertThatThrownBy(new Shop(folder, orders, shop.products(), shop.baskets())::ingest)
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("no file /dev/fd/987\nhint: a pipe is there once");
  }
}
