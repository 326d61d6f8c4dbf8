package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files and settings that cannot be used: one message, an exit code, and nothing half-written.
class BadInputTest {
  @TempDir Path directory;
  private CommandLine.Compiler compiler = CommandLine.Compiler.QUICK;

  @BeforeEach
  void writeAGoodShop() {
    SmallShop.write(directory);
  }

  @Test
  void aMissingFile() throws IOException {
    Files.delete(directory.resolve("orders.csv"));
    assertThat(refused(2)).contains("orders.files: no file orders.csv");
  }

  @Test
  void aGlobThatMatchesNothing() {
    assertThat(refused(2, "--orders", "orders-*.parquet")).contains("orders-*.parquet");
  }

  @Test
  void anEmptyFile() throws IOException {
    orders("");
    assertThat(refused(1)).contains("orders.csv").contains("empty");
  }

  @Test
  void aHeaderWithoutRows() throws IOException {
    orders("order_id,product_id\n");
    assertThat(refused(1)).contains("orders.csv").contains("no rows");
  }

  @Test
  void aMissingColumnNamesTheOthersAndTheNearest() throws IOException {
    orders(SmallShop.orders().replaceFirst("product_id", "produkt_id"));
    assertThat(refused(2))
        .contains("orders.csv", "\"product_id\"", "\"order_id\", \"produkt_id\"")
        .contains("did you mean");
  }

  @Test
  void aProductColumnThatIsMissing() throws IOException {
    products(SmallShop.products().replaceFirst("product_name", "name"));
    assertThat(refused(2))
        .contains("products.csv", "product_name", "\"product_id\", \"name\", \"aisle\"");
  }

  @Test
  void productsThatTheTableLacksStopTheRunOnlyIfTheyAreMany() throws IOException {
    orders(SmallShop.orders() + "9001,unknown\n9001,p100\n");
    assertThat(Folder.text(done().resolve("quality.json"))).contains("unlisted-products");

    String half = SmallShop.products().lines().limit(16).reduce("", (a, b) -> a + b + "\n");
    products(half);
    Folder.delete(directory.resolve("runs"));
    assertThat(refused(3)).contains("unlisted-products", "quality.html");
  }

  @Test
  void idsAreTextWhateverTheyLookLike() throws IOException {
    List<String> ids =
        List.of("007", "-42", "9007199254740993", "18446744073709551616", "a b", "é");
    String[] replaced = {SmallShop.orders(), SmallShop.products()};
    for (int i = 0; i < ids.size(); i++) {
      for (int file = 0; file < 2; file++) {
        replaced[file] = replaced[file].replace(SmallShop.id(i), ids.get(i));
      }
    }
    orders(replaced[0].replace("\n1,", "\n-1,").replace("\n2,", "\nabc,"));
    products(replaced[1]);
    Path run = done();
    String neighbours = Files.readString(run.resolve("neighbours.csv"));
    for (String id : ids) {
      assertThat(neighbours).contains("\n" + id + ",");
    }
  }

  @Test
  void carriageReturnsAByteOrderMarkAndQuotedNewlinesAreRead() throws IOException {
    orders("\uFEFF" + SmallShop.orders().replace("\n", "\r\n"));
    products("\uFEFF" + SmallShop.products().replace("No. 100", "No.\n100").replace("\n", "\r\n"));
    Path run = done();
    assertThat(Files.readString(run.resolve("neighbours.csv"))).contains("\np100,").contains("No.");
  }

  @Test
  void aNulByte() throws IOException {
    orders(SmallShop.orders().replaceFirst("p1", "p\0"));
    assertThat(refused(1)).contains("orders.csv").containsIgnoringCase("nul");
  }

  @Test
  void invalidUtf8() throws IOException {
    byte[] bytes = SmallShop.products().getBytes(StandardCharsets.ISO_8859_1);
    Files.write(directory.resolve("products.csv"), bytes);
    assertThat(refused(1)).contains("products.csv", "UTF-8");
  }

  @Test
  void aTruncatedGzip() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(whole)) {
      gzip.write(SmallShop.orders().getBytes(StandardCharsets.UTF_8));
    }
    Path file = directory.resolve("orders.csv.gz");
    Files.write(file, Arrays.copyOf(whole.toByteArray(), whole.size() / 2));
    assertThat(refused(1, "--orders", "orders.csv.gz")).contains("orders.csv.gz");

    Files.write(file, whole.toByteArray());
    done("--orders", "orders.csv.gz");
  }

  @Test
  void aTruncatedParquet() throws IOException {
    byte[] whole = Files.readAllBytes(FinishedRun.one().file("vocabulary.parquet"));
    Files.write(directory.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(refused(1, "--orders", "cut.parquet")).contains("cut.parquet");
  }

  @Test
  void oneBasketOnly() throws IOException {
    orders("order_id,product_id\n1,p100\n1,p101\n");
    assertThat(refused(3, "--baskets.min-count", "1")).contains("enough-orders");
  }

  @Test
  void basketsOfOneProductEach() throws IOException {
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    for (int order = 0; order < 1_000; order++) {
      orders.append(order).append(',').append(SmallShop.id(order % 32)).append('\n');
    }
    orders(orders.toString());
    assertThat(refused(3)).contains("enough-training-baskets");
  }

  @Test
  void aSingleProduct() throws IOException {
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    for (int order = 0; order < 1_000; order++) {
      orders.append(order).append(",p100\n");
    }
    orders(orders.toString());
    assertThat(refused(3)).contains("enough-products");
  }

  @Test
  void productsThatAreAllTooRare() {
    assertThat(refused(1, "--baskets.min-count", "100000")).contains("min-count");
  }

  @Test
  void aBasketOfTenThousandProductsIsSplitAndCounted() throws IOException {
    compiler = CommandLine.Compiler.OPTIMISING;
    StringBuilder orders = new StringBuilder(SmallShop.orders());
    StringBuilder products = new StringBuilder(SmallShop.products());
    for (int product = 0; product < 10_000; product++) {
      orders.append("large,x").append(product).append('\n');
      products.append('x').append(product).append(",X ").append(product).append(",x\n");
    }
    orders(orders.toString());
    products(products.toString());
    Path run = done("--baskets.min-count", "1", "--baskets.split-seed", "2");
    assertThat(Folder.text(run.resolve("ingest.json")))
        .contains("\"split\" : 1,", "\"largest\" : 10000,");
  }

  @Test
  void aHundredThousandBasketsOfOnePair() throws IOException {
    compiler = CommandLine.Compiler.OPTIMISING;
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    for (int order = 0; order < 100_000; order++) {
      orders.append(order).append(",p100\n").append(order).append(",p101\n");
    }
    orders(orders.toString());
    // Two products are too few for the checks; who asks for it is told that there is nothing to
    // learn.
    assertThat(refused(4, "--quality.min-products", "2")).contains("does not beat popularity");
  }

  @Test
  void anUnknownKeyInTheConfigNamesTheLineAndTheNearestKey() throws IOException {
    config("orders:\n  files: [orders.csv]\ntraining:\n  learnig-rate: 0.1\n");
    assertThat(refused(2, "--config", "prod2vec.yaml"))
        .contains("prod2vec.yaml:4", "learnig-rate", "did you mean", "learning-rate");
  }

  @Test
  void aValueOutOfRangeNamesTheKeyAndTheRange() throws IOException {
    assertThat(refused(2, "--training.negatives", "0")).contains("negatives", "1 to 100", "is 0");
    config("training:\n  dim: many\n");
    assertThat(refused(2)).contains("prod2vec.yaml:2", "dim", "many");
  }

  @Test
  void allFaultsOfAConfigAreSaidAtOnce() throws IOException {
    config("training:\n  dims: 3\n  patience: few\n  epochs: x\n");
    assertThat(refused(2)).contains("prod2vec.yaml:2", "prod2vec.yaml:3", "prod2vec.yaml:4");
  }

  @Test
  void aFilterThatIsNoCondition() {
    assertThat(refused(2, "--orders.filter", "quantity >")).contains("orders.filter");
  }

  @Test
  void anUnknownFlagAndAnUnknownCommand() {
    // Behind a flag that takes several files, too.
    assertThat(refused(2, "--epoch", "3"))
        .contains("--epoch: run has no such flag; did you mean --epochs?");
    var unknown = new CommandLine(directory).run("similr", "milk");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("similr", "similar").doesNotContain("\tat ");
  }

  /// Runs the pipeline, which must refuse: with that exit code, one message, no stack trace and
  /// nothing left but the records of what was done.
  ///
  /// @return what it printed as messages
  private String refused(int exit, String... flags) {
    var result = run(flags);
    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines().stream().filter(line -> line.startsWith("error:"))).hasSize(1);
    assertThat(result.err()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(result.err()).doesNotContain("hint: --debug");
    assertNothingHalfWritten();
    return result.err();
  }

  private void assertNothingHalfWritten() {
    Path runs = directory.resolve("runs");
    for (String file : Folder.files(runs)) {
      assertThat(file).doesNotContain("staging").doesNotEndWith(".tmp");
      String name = file.substring(file.lastIndexOf('/') + 1);
      if (!name.startsWith("task-") && !name.startsWith(".") && !name.equals("manifest.json")) {
        Path run = runs.resolve(file.substring(0, file.indexOf('/')));
        String manifest = Folder.text(run.resolve("manifest.json"));
        assertThat(manifest).contains(Folder.sha256(runs.resolve(file)));
      }
      assertThat(name).isNotIn("report.html", "vectors.parquet");
    }
    assertThat(Folder.files(directory)).noneMatch(file -> file.endsWith(".tmp"));
  }

  /// Runs the pipeline, which must succeed; returns the run's directory.
  private Path done(String... flags) throws IOException {
    Folder.delete(directory.resolve("runs"));
    var result = run(flags);
    assertThat(result.exit()).as(result.err()).isZero();
    return FinishedRun.onlyRun(directory.resolve("runs"));
  }

  private CommandLine.Result run(String... flags) {
    List<String> words = new ArrayList<>(List.of("run", "--dim", "8", "--epochs", "3"));
    words.addAll(SmallShop.QUICK);
    List<String> given = List.of(flags);
    if (!given.contains("--orders")) {
      words.addAll(List.of("--orders", "orders.csv"));
    }
    words.addAll(List.of("--products", "products.csv"));
    words.addAll(given);
    return new CommandLine(directory, compiler).run(words.toArray(String[]::new));
  }

  private void orders(String csv) throws IOException {
    Files.writeString(directory.resolve("orders.csv"), csv);
  }

  private void products(String csv) throws IOException {
    Files.writeString(directory.resolve("products.csv"), csv);
  }

  private void config(String yaml) throws IOException {
    Files.writeString(directory.resolve("prod2vec.yaml"), yaml);
  }
}
