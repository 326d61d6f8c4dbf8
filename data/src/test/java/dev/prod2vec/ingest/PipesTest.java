package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.postgres.NoDatabase;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.store.Stores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no named pipes that are files")
class PipesTest {
  /// More than a pipe holds at once, which is 64 KiB.
  private static final String ROWS =
      "invoice_country,customer_name,order_id,product_id\n"
          + IntStream.range(0, 2600)
              .mapToObj(i ->
                  String.format(
                      Locale.ROOT,
                      "United Kingdom,Customer number %d,%d,%05d\n",
                      i,
                      100_000 + i * 2 / 7,
                      i % 30))
              .collect(Collectors.joining());

  private static final String PRODUCTS =
      "product_id,product_name,aisle_id\n"
          + IntStream.range(0, 30)
              .mapToObj(i -> String.format(Locale.ROOT, "%05d,Product %d,%d\n", i, i, i % 5))
              .collect(Collectors.joining());

  private static final String AISLES = "aisle_id,aisle\n0,a\n1,b\n2,c\n3,d\n4,e\n";

  @TempDir private Path folder;

  static byte[] packed(String text, String how) throws IOException {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    return switch (how) {
      case "gz" -> Shop.gzip(text);
      case "zst" -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(bytes)) {
          // As zstd's own command does.
          zstd.setChecksum(true);
          zstd.write(plain);
        }
        yield bytes.toByteArray();
      }
      case "bz2" -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Two streams, as parallel compressors write them.
        for (byte[] part :
            List.of(
                Arrays.copyOf(plain, plain.length / 2),
                Arrays.copyOfRange(plain, plain.length / 2, plain.length))) {
          try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(bytes)) {
            bzip2.write(part);
          }
        }
        yield bytes.toByteArray();
      }
      default -> plain;
    };
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private Path fed(String name, byte[] content) throws Exception {
    Path pipe = pipe(name);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(content);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    return pipe;
  }

  private IngestReport ingest(Path orders, ProductsConfig products) throws Exception {
    Shop shop = Shop.in(folder);
    return Ingest.ingest(
        shop.withOrderFiles(orders.getFileName().toString()).orders(),
        products,
        shop.baskets(),
        NoDatabase.SERVER,
        Stores.local(),
        shop.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "gz", "zst", "bz2"})
  void allRowsOfNamedPipesAreRead(String how) throws Exception {
    byte[] bytes = packed(ROWS, how);
    Path orders = fed("orders", bytes);
    Path products = fed("products", packed(PRODUCTS, how));
    Path aisles = fed("aisles", packed(AISLES, how));
    IngestReport report =
        ingest(
            orders,
            new ProductsConfig(
                List.of(products.toString()),
                "product_id",
                "product_name",
                List.of("aisle"),
                List.of(aisles.toString())));
    assertThat(report.rows().read()).isEqualTo(2600);
    assertThat(report.products().listed()).isEqualTo(30);
    assertThat(report.inputs().stream().map(InputFile::path))
        .containsExactly(orders.toString(), products.toString(), aisles.toString());
    assertThat(report.inputs()).allMatch(InputFile::wasReadOnce);
    Path same = Files.write(folder.resolve("same"), bytes);
    assertThat(report.inputs().getFirst().bytes()).isEqualTo(bytes.length);
    assertThat(report.inputs().getFirst().sha256()).contains(Sha256.of(same));
    assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**/.duckdb*");
  }

  @Test
  void aPipeThatIsOrdersAndProductsIsReadOnce() throws Exception {
    Path orders = fed("orders", ROWS.getBytes(StandardCharsets.UTF_8));
    IngestReport report =
        ingest(
            orders,
            new ProductsConfig(
                List.of(orders.toString()), "product_id", "customer_name", List.of(), List.of()));
    assertThat(report.rows().read()).isEqualTo(2600);
    assertThat(report.products().listed()).isEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "gz", "zst", "bz2"})
  void aPipeAndAFileGiveTheSame(String how) throws Exception {
    byte[] bytes = packed(ROWS, how);
    IngestReport piped = ingest(fed("pipe", bytes), ProductsConfig.DEFAULT);
    byte[] baskets = Files.readAllBytes(folder.resolve("out").resolve(PreparedData.BASKETS));
    Path file = Files.write(folder.resolve("file"), bytes);
    IngestReport filed = ingest(file, ProductsConfig.DEFAULT);
    assertThat(filed.rows()).isEqualTo(piped.rows());
    assertThat(filed.inputs().getFirst().path()).isEqualTo(file.toString());
    assertThat(filed.inputs().getFirst().bytes()).isEqualTo(bytes.length);
    assertThat(filed.inputs().getFirst().sha256()).isEmpty();
    assertThat(folder.resolve("out").resolve(PreparedData.BASKETS)).hasBinaryContent(baskets);
  }

  @Test
  void damagedBzip2IsNamed() throws Exception {
    byte[] whole = packed(ROWS, "bz2");
    for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 3), changed(whole))) {
      Path file = Files.write(folder.resolve("orders.csv.bz2"), damaged);
      assertThatThrownBy(() -> ingest(file, ProductsConfig.DEFAULT))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": the bzip2 data are damaged or end in the middle (");
    }
    Shop shop = Shop.in(folder).withOrders("some.csv", ROWS);
    Files.write(folder.resolve("empty.bz2"), packed("", "bz2"));
    assertThat(shop.withOrderFiles("empty.bz2", "some.csv").ingest().rows().read()).isEqualTo(2600);
  }

  private static byte[] changed(byte[] whole) {
    byte[] other = whole.clone();
    other[other.length / 4] ^= 1;
    return other;
  }

  @Test
  void linesOfBasketsComeThroughAPipe() throws Exception {
    Shop shop = Shop.in(folder).withLines("lines", ",", "");
    Files.delete(folder.resolve("lines"));
    fed("lines", packed("a,b\n".repeat(50_000), "zst"));
    assertThat(shop.ingest().baskets().orders()).isEqualTo(50_000);
  }

  @Test
  void messagesNameThePipe() throws Exception {
    Path orders = fed("orders", "order_id,product_id\n1,2\n3\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ingest(orders, ProductsConfig.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(orders + ":3: 1 fields found")
        .hasMessageNotContaining(".duckdb");
  }

  @Test
  void anInterruptEndsTheWaitForAPipeThatNobodyWritesTo() throws Exception {
    Path orders = pipe("silent");
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(() -> {
          try {
            ingest(orders, ProductsConfig.DEFAULT);
          } catch (Throwable e) {
            thrown.set(e);
          }
        });
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(20);
    }
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(folder.resolve("out")).isEmptyDirectory();
    // Lets the thread go that still opens the pipe.
    Files.newOutputStream(orders).close();
  }

  @Test
  void zstdThatIsCutShortOrDamagedSaysSo() throws Exception {
    byte[] whole = packed(ROWS, "zst");
    Path cut = Files.write(folder.resolve("cut.csv.zst"), Arrays.copyOf(whole, 900));
    assertThatThrownBy(() -> ingest(cut, ProductsConfig.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessage(cut + ": the zstd data end in the middle; was the file copied completely?");
    byte[] flipped = whole.clone();
    Arrays.fill(flipped, 600, 640, (byte) -1);
    Path damaged = Files.write(folder.resolve("damaged.csv.zst"), flipped);
    assertThatThrownBy(() -> ingest(damaged, ProductsConfig.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(damaged + ": the zstd data are damaged");
  }

  @Test
  void framesOfZstdBesideEachOtherAreOneFile() throws Exception {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    // A frame to skip, as pzstd writes in front of each.
    frames.write(new byte[] {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 1});
    frames.write(packed("order_id,product_id\n1,a\n", "zst"));
    frames.write(packed("1,b\n2,a\n", "zst"));
    Path file = Files.write(folder.resolve("orders.csv.zst"), frames.toByteArray());
    assertThat(ingest(file, ProductsConfig.DEFAULT).rows().read()).isEqualTo(3);
  }
}
