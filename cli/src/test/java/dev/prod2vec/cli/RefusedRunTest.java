package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs and searches that stop where they should: what they say, and with which exit code.
class RefusedRunTest {
  private final Terminal terminal = new Terminal();
  @TempDir private Path folder;

  @Test
  void aFailedCheckStopsTheRunBeforeTraining() throws IOException {
    assertThat(run(orders(), "--quality.min-products", "1000")).isEqualTo(3);
    assertRefused();
    assertThat(terminal.err())
        .contains("enough-products", "9", "1,000", "quality.html")
        .doesNotContain("epoch ");
    assertThat(terminal.run("runs", "--out", folder.resolve("runs").toString())).isZero();
    assertThat(terminal.out()).contains("failed in run_data_quality_checks");
  }

  @Test
  void aModelThatLearnedNothingIsNotExported() throws IOException {
    assertThat(run(orders(), "--quality.warn-only", "enough-products")).isEqualTo(4);
    assertRefused();
    assertThat(terminal.err())
        .contains("warning: ", "does not beat popularity", "nothing is exported");
    assertThat(terminal.run("runs", "--out", folder.resolve("runs").toString())).isZero();
    assertThat(terminal.out()).contains("failed in post_processing");
  }

  @Test
  void theStackTraceIsShownToWhoAsksForItAlone() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    assertThat(run(empty)).isEqualTo(1);
    assertRefused();
    assertThat(run(empty, "--debug")).isEqualTo(1);
    assertThat(terminal.err()).contains("\tat dev.prod2vec.", "error: ");
  }

  @Test
  void aSearchWhoseTrialsAllFailSaysWhy() throws IOException {
    assertThat(
            terminal.run(
                "tune",
                "--baskets",
                orders().toString(),
                "--out",
                folder.resolve("study").toString(),
                "--tuning.trials",
                "2",
                "--tuning.learning-rate",
                "1e30..1e35 log",
                "--training.noise-products",
                "16"))
        .isEqualTo(1);
    assertRefused();
    assertThat(terminal.err())
        .contains("none of 2 trials was completed", "training diverged in epoch 1");
  }

  private void assertRefused() {
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    assertThat(terminal.err()).doesNotContain("\tat ").doesNotContain("Exception");
  }

  private int run(Path orders, String... more) {
    List<String> words = new ArrayList<>(List.of("run", "--orders", orders.toString()));
    words.addAll(List.of("--out", folder.resolve("runs").toString(), "--dim", "8"));
    words.addAll(List.of("--epochs", "2", "--training.noise-products", "16"));
    words.addAll(List.of(more));
    return terminal.run(words.toArray(String[]::new));
  }

  /// Any three of nine products are as likely as any other, and all nine are among the first ten.
  private Path orders() throws IOException {
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    Random random = new Random(1);
    for (int order = 0; order < 1_000; order++) {
      TreeSet<Integer> products = new TreeSet<>();
      while (products.size() < 3) {
        products.add(random.nextInt(9));
      }
      for (int product : products) {
        orders.append(order).append(',').append(product).append('\n');
      }
    }
    return Files.writeString(folder.resolve("orders.csv"), orders);
  }
}
