package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that stop where they should: what they say, with which exit code, and what they leave.
class RefusedRunTest {
  @TempDir Path directory;

  @BeforeEach
  void writeTheShop() {
    SmallShop.write(directory);
  }

  @Test
  void aFailedCheckStopsTheRunBeforeTraining() {
    var refused = command().run(SmallShop.run("--quality.min-products", "1000"));
    assertRefused(refused, 3);
    assertThat(refused.err()).contains("enough-products", "32", "1,000", "quality.html");
    assertThat(refused.err()).doesNotContain("epoch ");
    Path run = FinishedRun.onlyRun(directory.resolve("runs"));
    assertThat(Folder.files(run))
        .contains("quality.html", "quality.json", "task-run_data_quality_checks.json")
        .doesNotContain("model.safetensors", "training.jsonl", "task-branching.json");
  }

  @Test
  void aCheckThatOnlyWarnsLetsTheRunContinue() {
    var result =
        command()
            .run(
                SmallShop.run(
                    "--quality.min-products",
                    "1000",
                    "--quality.warn-only",
                    "enough-products",
                    "--dim",
                    "8",
                    "--epochs",
                    "3"));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains("warning");
  }

  @Test
  void aModelThatLearnedNothingIsNotExported() throws IOException {
    // Any three of nine products are as likely as any other, and all nine are among the first ten.
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    Random random = new Random(1);
    for (int order = 0; order < 1_000; order++) {
      TreeSet<Integer> products = new TreeSet<>();
      while (products.size() < 3) {
        products.add(random.nextInt(9));
      }
      for (int product : products) {
        orders.append(order).append(',').append(SmallShop.id(product)).append('\n');
      }
    }
    Files.writeString(directory.resolve("orders.csv"), orders);
    var refused =
        command().run(SmallShop.run("--quality.min-products", "2", "--dim", "8", "--epochs", "2"));
    assertRefused(refused, 4);
    assertThat(refused.err()).contains("does not beat popularity", "nothing is exported");
    Path run = FinishedRun.onlyRun(directory.resolve("runs"));
    assertThat(Folder.files(run))
        .contains("model.safetensors", "evaluation.json", "task-post_processing.json")
        .noneMatch(file -> file.endsWith(".csv") || file.endsWith(".tsv") || file.endsWith(".txt"))
        .doesNotContain("vectors.parquet", "report.html");
    assertThat(command().run("runs").out()).contains("failed in post_processing");
  }

  @Test
  void theStackTraceIsShownToWhoAsksForItAlone() throws IOException {
    Files.writeString(directory.resolve("orders.csv"), "");
    assertRefused(command().run(SmallShop.run()), 1);
    var debugged = command().run(SmallShop.run("--debug"));
    assertThat(debugged.exit()).isEqualTo(1);
    assertThat(debugged.err()).contains("\tat dev.prod2vec.", "error: ");
  }

  private static void assertRefused(CommandLine.Result result, int exit) {
    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines().stream().filter(line -> line.startsWith("error: "))).hasSize(1);
    assertThat(result.err()).doesNotContain("\tat ").doesNotContain("Exception");
  }

  private CommandLine command() {
    return new CommandLine(directory);
  }
}
