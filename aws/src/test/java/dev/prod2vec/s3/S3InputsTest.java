package dev.prod2vec.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.file.InputException;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.postgres.DatabaseConfig;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3InputsTest {
  private static final BasketsConfig ALL = BasketsConfig.DEFAULT.withVocabulary(1, 1000);

  @TempDir private Path folder;
  private S3Server server;
  private RawS3 raw;
  private Stores stores = Stores.local();

  @BeforeEach
  void start() throws Exception {
    server = S3Server.start();
    raw = new RawS3(server.port());
    stores =
        Stores.registered(Map.of())
            .with(new Settings(S3Server.config(server.port(), folder.resolve("cache"))));
  }

  @AfterEach
  void stop() {
    stores.of(Location.parse("s3://shop")).close();
    raw.close();
    server.close();
  }

  @Test
  void objectsGiveTheSameBytesAsFilesAndAreCalledByTheirLocations() throws Exception {
    StringBuilder first = new StringBuilder("order_id,product_id\n");
    StringBuilder second = new StringBuilder("order_id,product_id\n");
    for (int order = 0; order < 400; order++) {
      for (int product = 0; product < 4; product++) {
        (order % 2 == 0 ? first : second)
            .append("%d,%d%n".formatted(order, (order * 7 + product * product) % 30));
      }
    }
    put("in/orders-1.csv", first.toString());
    put("in/orders-2.csv", second.toString());
    put("in/deeper/orders-3.csv", "not,read\n");
    Path local = Files.createDirectory(folder.resolve("local"));
    Path remote = Files.createDirectory(folder.resolve("remote"));
    ingest(List.of(write("1.csv", first.toString()), write("2.csv", second.toString())), local);
    IngestReport report = ingest(List.of("s3://shop/in/orders-*.csv"), remote);
    for (String file :
        List.of(
            PreparedData.BASKETS,
            PreparedData.VALIDATION,
            PreparedData.TEST,
            PreparedData.VOCABULARY)) {
      assertThat(remote.resolve(file)).hasSameBinaryContentAs(local.resolve(file));
    }
    assertThat(report.inputs())
        .extracting(InputFile::path)
        .containsExactly("s3://shop/in/orders-1.csv", "s3://shop/in/orders-2.csv");
    assertThat(report.inputs()).allMatch(input -> input.sha256().isPresent());
    assertThat(Files.readString(remote.resolve(IngestReport.FILE)))
        .contains("s3://shop/in/orders-1.csv")
        .doesNotContain("cache");
  }

  @Test
  void globsPassOverHiddenObjectsAndThoseOfSpark() throws Exception {
    put("spark/part-0.csv", "order_id,product_id\n1,2\n");
    put("spark/_SUCCESS", "");
    put("spark/.part-0.csv.crc", "crc");
    assertThat(ingest(List.of("s3://shop/spark/*"), folder).inputs())
        .extracting(InputFile::path)
        .containsExactly("s3://shop/spark/part-0.csv");
  }

  @Test
  void aFaultIsSaidOfTheLocationAndNotOfTheCache() throws Exception {
    put("in/orders.csv", "order_id,item\n1,2\n");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> ingest(List.of("s3://shop/in/orders.csv"), folder))
        .withMessageStartingWith("s3://shop/in/orders.csv: no column \"product_id\"");
    put("in/empty.csv", "");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ingest(List.of("s3://shop/in/empty.csv"), folder))
        .withMessageStartingWith("s3://shop/in/empty.csv: the file is empty");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> ingest(List.of("s3://shop/in/*.parquet"), folder))
        .withMessage("orders.files: no object matches s3://shop/in/*.parquet");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> ingest(List.of("s3://shop/in/none.csv"), folder))
        .withMessageStartingWith("s3://shop/in/none.csv: no such object");
  }

  @Test
  void aSchemeOfOtherProgramsIsRefusedWithTheOneToWrite() {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> ingest(List.of("s3a://shop/in/orders.csv"), folder))
        .withMessage(
            "orders.files: s3a://shop/in/orders.csv is an address; files and globs, also of"
                + " locations such as s3://bucket/key, are read\nhint: locations of these files begin"
                + " with s3://");
  }

  private record Settings(S3Config config) implements Stores.Settings {
    @Override
    public <S extends Record> S section(Class<S> type) {
      return type.cast(config);
    }
  }

  private IngestReport ingest(List<String> orders, Path directory) throws InterruptedException {
    return Ingest.ingest(
        new OrdersConfig(orders, OrdersFormat.ROWS, "order_id", "product_id", ",", ""),
        ProductsConfig.DEFAULT,
        ALL,
        new PostgresServer(DatabaseConfig.DEFAULT, Map.of()),
        stores,
        directory);
  }

  private void put(String key, String text) {
    raw.put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private String write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
