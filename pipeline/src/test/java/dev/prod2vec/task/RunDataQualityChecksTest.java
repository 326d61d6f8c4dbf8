package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.postgres.DatabaseConfig;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDataQualityChecksTest {
  @TempDir private Path folder;

  @Test
  void everyWarningHasALineThatSaysWhatWasFoundAndOneSaysWhereToLook() throws Exception {
    StringBuilder rows = new StringBuilder("order_id,product_id\n");
    for (int order = 0; order < 400; order++) {
      for (int product = 0; product < 3; product++) {
        rows.append("%d,%d\n".formatted(order, (order * 7 + product * product) % 30));
      }
    }
    Path orders = Files.writeString(folder.resolve("orders.csv"), rows);
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    Ingest.ingest(
        new OrdersConfig(
            List.of(orders.toString(), empty.toString()),
            OrdersFormat.ROWS,
            "order_id",
            "product_id",
            ",",
            ""),
        ProductsConfig.DEFAULT,
        Config.DEFAULT.baskets(),
        new PostgresServer(DatabaseConfig.DEFAULT, Map.of()),
        Stores.local(),
        folder);
    List<String> notices = new ArrayList<>();
    TaskContext context =
        new TaskContext(
            "r1",
            Instant.EPOCH,
            Config.DEFAULT,
            new LinkedHashMap<>(),
            new TaskFiles(
                folder, Files.createDirectory(folder.resolve("staging")), folder, WriteGuard.OPEN),
            new TaskListener() {
              @Override
              public void notice(String line) {
                notices.add(line);
              }
            },
            Clock.systemUTC());
    RunDataQualityChecks.run(context);
    assertThat(notices)
        .contains(
            "warning: check empty-files: 1 files without any, among others, allowed 0; for example"
                + " file %s.".formatted(folder.resolve("empty.csv")))
        .endsWith("hint: examples: " + folder.resolve("quality.html"));
  }
}
