package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Places that cannot be written, or not all of it.
class BadPlaceTest {
  @TempDir Path directory;

  @BeforeEach
  void writeTheShop() {
    SmallShop.write(directory);
  }

  @Test
  void anOutputFolderBelowAFile() throws IOException {
    Files.writeString(directory.resolve("taken"), "");
    var result = command().run(SmallShop.run("--out", "taken/runs"));
    assertRefused(result, 2, "taken");
  }

  @Test
  void anOutputFolderWithoutTheRightToWrite() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    // Root may write everywhere but into the folder that the system itself fills.
    Path out = Files.isWritable(closed) ? Path.of("/proc") : closed;
    var result = command().run(SmallShop.run("--out", out.toString()));
    assertRefused(result, 2, out.toString());
    assertThat(result.err()).contains("cannot be written");
  }

  @Test
  void aDiskThatIsFullWhileTheBasketsAreWritten() {
    // The manifest has room, with all keys of the config.
    assertFull("pre_process_data", 32, "database", "--baskets.min-count", "1");
  }

  @Test
  void aDiskThatIsFullWhenTheRunBegins() {
    var result = command().runBehind("ulimit -f 4", SmallShop.run("--epochs", "1"));
    assertRefused(result, 1, "manifest.json: cannot be written: ");
  }

  @Test
  void aDiskThatIsFullWhileTheExportsAreWritten() {
    // 32 products with 4,096 numbers twice are 1,024 KiB in the model, and once as text are more.
    assertFull("post_processing", 1_200, "prod2vec_embed_weights_run", "--dim", "4096");
  }

  @Test
  void aDiskThatIsFullWhileTheModelIsWritten() {
    assertFull("model_training", 900, "checkpoint.safetensors", "--dim", "4096");
  }

  @Test
  void aDiskThatIsFullWhileAShopIsGenerated() {
    var result = command().runBehind("ulimit -f 100", "generate", "--out", "shop");
    assertRefused(result, 1, "products.csv: cannot be written: ");
    assertThat(directory.resolve("shop")).doesNotExist();
  }

  @Test
  void tooLittleMemoryForTheVectors() throws IOException {
    StringBuilder orders = new StringBuilder(SmallShop.orders());
    StringBuilder products = new StringBuilder(SmallShop.products());
    for (int product = 0; product < 2_000; product++) {
      orders.append('x').append(product / 2).append(",x").append(product).append('\n');
      products.append('x').append(product).append(",X,x\n");
    }
    Files.writeString(directory.resolve("orders.csv"), orders);
    Files.writeString(directory.resolve("products.csv"), products);
    // 2,000 products with 4,096 numbers twice are 64 MB.
    String[] words = SmallShop.run("--baskets.min-count", "1", "--dim", "4096");
    var result = command().runBehind("export PROD2VEC_JAVA_OPTIONS=-Xmx48m", words);
    assertRefused(result, 1, "error: out of memory\nhint: allow more: PROD2VEC_JAVA_OPTIONS=-Xmx");
    assertThat(Folder.files(FinishedRun.onlyRun(directory.resolve("runs"))))
        .contains("task-model_training.json")
        .noneMatch(file -> file.contains("staging"))
        .doesNotContain("model.safetensors");
  }

  @Test
  void stdoutOnAFullDisk() {
    var result =
        FinishedRun.one().commandLine().runBehind("exec >/dev/full", "similar", SmallShop.id(0));
    assertRefused(result, 1, "stdout");
  }

  @Test
  void aModelFolderThatIsAlreadyThere() throws IOException {
    Files.createDirectory(directory.resolve("model"));
    Files.writeString(directory.resolve("model/mine"), "kept");
    var result = command().run("train", "--baskets", "orders.csv", "--out", "model");
    assertRefused(result, 2, "model");
    assertThat(Folder.files(directory.resolve("model"))).isEqualTo(Set.of("mine"));
  }

  /// Runs with no file allowed above a size, in KiB, which the system answers as it answers a full
  /// disk: the write fails.
  private void assertFull(String task, int kib, String named, String... flags) {
    List<String> words = new ArrayList<>(List.of("--epochs", "1"));
    words.addAll(List.of(flags));
    var result =
        command().runBehind("ulimit -f " + 2 * kib, SmallShop.run(words.toArray(String[]::new)));
    assertRefused(result, 1, named);
    assertThat(result.err()).contains(": cannot be written: ").contains("--resume");
    Path run = FinishedRun.onlyRun(directory.resolve("runs"));
    assertThat(Folder.files(run))
        .contains("task-" + task + ".json")
        .noneMatch(file -> file.contains("staging") || file.endsWith(".tmp"))
        .doesNotContain("report.html", "vectors.parquet");
    String manifest = Folder.text(run.resolve("manifest.json"));
    for (String file : Folder.files(run)) {
      if (!file.endsWith(".json") && !file.equals(".lock")) {
        assertThat(manifest).contains(Folder.sha256(run.resolve(file)));
      }
    }
    // With room again it goes on.
    var resumed = command().run("run", "--resume", run.getFileName().toString());
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(Folder.files(run)).contains("report.html");
  }

  private static void assertRefused(CommandLine.Result result, int exit, String named) {
    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(result.errLines().stream().filter(line -> line.startsWith("error:"))).hasSize(1);
    assertThat(result.err())
        .contains(named)
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("hint: --debug");
    assertThat(result.out()).isEmpty();
  }

  private CommandLine command() {
    return CommandLine.atWork(directory);
  }
}
