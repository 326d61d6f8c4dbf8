package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.PreparedData;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoppedTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        PreparedData.BASKETS,
        PreparedData.VALIDATION,
        PreparedData.TEST,
        PreparedData.VOCABULARY
      })
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has /dev/full, the disk that is full")
  void saysWhichFileCouldNotBeWrittenWhenTheDiskIsFull(String file) throws Exception {
    Shop shop =
        Shop.in(folder)
            .withOrders(
                "orders.csv", "order_id,product_id\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n7,g\n8,h\n")
            .withBaskets(new BasketsConfig(1, 10, 10, 0.3, 0.3, 1));
    Files.createSymbolicLink(shop.out().resolve(file), Path.of("/dev/full"));
    assertThatThrownBy(shop::ingest)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file)
        .hasMessageContaining("cannot be written: No space left on device");
    assertThat(shop.out()).isDirectoryNotContaining("glob:**/.duckdb*");
  }

  @Test
  void endsAQueryThatRunsSoonAfterTheInterruption() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(() -> {
          try (Database database = Database.open(folder)) {
            started.countDown();
            // Hours of work.
            database.number(
                "SELECT max(hash(a.i + b.i)) FROM range(10000000) a(i), range(10000000) b(i)");
          } catch (Throwable e) {
            thrown.set(e);
          }
        });
    thread.start();
    assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
    thread.interrupt();
    assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void endsWhenItIsInterruptedBeforeItBegins() throws Exception {
    Shop shop = Shop.in(folder).withOrders("orders.csv", "order_id,product_id\n1,a\n1,b\n");
    Thread.currentThread().interrupt();
    assertThatThrownBy(shop::ingest).isInstanceOf(InterruptedException.class);
    assertThat(shop.out()).isEmptyDirectory();
  }
}
