package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.ingest.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
  private final Terminal terminal = new Terminal();
  @TempDir private Path folder;

  @Test
  void helpAndVersionAreResults() {
    assertThat(terminal.run("--help")).isZero();
    assertThat(terminal.out()).contains("demo", "run", "similar", "Commands:");
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.run("--version")).isZero();
    assertThat(terminal.out()).startsWith("prod2vec ").doesNotContain("${");
  }

  @Test
  void everyCommandHasHelpThatFitsATerminal() {
    for (String command : Cli.commands(console()).getSubcommands().keySet()) {
      assertThat(terminal.run(command, "--help")).as(command).isZero();
      assertThat(terminal.out().lines().mapToInt(String::length).max().orElse(0))
          .as(command)
          .isBetween(20, 100);
      assertThat(terminal.out()).as(command).contains("Examples:\n  prod2vec");
    }
  }

  @Test
  void wrongUseIsOneMessageAndExitTwo() {
    assertThat(terminal.run()).isEqualTo(2);
    assertThat(terminal.err()).startsWith("error: a command is missing").contains("--help");
    assertThat(terminal.run("simlar", "milk")).isEqualTo(2);
    assertThat(terminal.err()).startsWith("error: Unmatched").contains("prod2vec similar");
    assertThat(terminal.run("run", "--dimm", "3")).isEqualTo(2);
    assertThat(terminal.err()).contains("--dimm", "--dim");
    assertThat(terminal.run("run", "--dim", "3", "--training.dim", "4")).isEqualTo(2);
    assertThat(terminal.err()).contains("--dim and --training.dim are the same");
    assertThat(terminal.run("config", "--format", "xml")).isEqualTo(2);
    assertThat(terminal.run("task", "branching")).isEqualTo(2);
    assertThat(terminal.err()).contains("--run-dir");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void everyKeyIsAFlagOfTheCommandsThatReadTheConfig() {
    assertThat(
            terminal.run(
                "config", "--baskets.min-count", "7", "--dim", "3", "--orders", "a", "b,c"))
        .isZero();
    assertThat(terminal.out())
        .contains("  min-count: 7  # --baskets.min-count\n")
        .contains("  dim: 3  # --training.dim\n")
        .contains("  files: [a, b, c]  # --orders.files\n");
    assertThat(terminal.run("config", "--dim", "0", "--epochs", "x")).isEqualTo(2);
    assertThat(terminal.err()).startsWith("error: 2 faults in the config:\n");
  }

  @Test
  void theConfigAsJsonIsADocument() {
    assertThat(terminal.run("config", "--format", "json", "--seed", "9")).isZero();
    assertThat(Json.MAPPER.readTree(terminal.out()).at("/training/seed").asInt()).isEqualTo(9);
  }

  @Test
  void theEnvironmentSetsKeysAndUnknownVariablesAreErrors() {
    Terminal other = new Terminal(Map.of("PROD2VEC_TRAINING_DIM", "5"));
    assertThat(other.run("config")).isZero();
    assertThat(other.out()).contains("  dim: 5  # PROD2VEC_TRAINING_DIM\n");
    Terminal mistyped = new Terminal(Map.of("PROD2VEC_TRAINING_DIMM", "5"));
    assertThat(mistyped.run("config")).isEqualTo(2);
    assertThat(mistyped.err()).contains("did you mean PROD2VEC_TRAINING_DIM?");
  }

  @Test
  void aBadRangeIsRefusedBeforeAnythingRuns() {
    assertThat(terminal.run("run", "--tune", "--tuning.dim", "512..64")).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith(
            "error: --tuning.dim: tuning.dim: min must not be above max, but the range is 512 to 64");
  }

  @Test
  void aRunWithoutOrdersOrWithAMissingFileLeavesNothing() {
    String runs = folder.resolve("runs").toString();
    assertThat(terminal.run("run", "--out", runs)).isEqualTo(2);
    assertThat(terminal.err()).contains("error: orders.files: no file is given\nhint: --orders");
    assertThat(terminal.run("run", "--orders", folder + "/none.csv", "--out", runs)).isEqualTo(2);
    assertThat(terminal.err()).contains("error: ").contains("none.csv");
    assertThat(folder.resolve("runs")).isEmptyDirectory();
  }

  @Test
  void thereIsNothingToShowWithoutARun() {
    String runs = folder.resolve("runs").toString();
    assertThat(terminal.run("similar", "milk", "--out", runs)).isEqualTo(2);
    assertThat(terminal.err()).contains("no run here is done").contains("hint: ");
    assertThat(terminal.run("similar")).isEqualTo(2);
    assertThat(terminal.run("runs", "--out", runs)).isZero();
    assertThat(terminal.run("runs", "--out", runs, "--format", "json")).isZero();
    assertThat(terminal.out().strip()).isEqualTo("[ ]");
  }

  @Test
  void unknownTasksAndTasksThatDoNotExistYetAreNamed() {
    String directory = folder.resolve("r").toString();
    assertThat(terminal.run("task", "model_trainin", "--run-dir", directory)).isEqualTo(2);
    assertThat(terminal.err()).contains("did you mean model_training?");
    assertThat(terminal.run("task", "model_tuning", "--run-dir", directory)).isEqualTo(2);
    assertThat(terminal.run("task", "branching", "--run-dir", directory)).isEqualTo(2);
    assertThat(terminal.err()).contains(directory + ": is no run");
  }

  @Test
  void theGeneratedShopDependsOnItsSeedAndSizesAlone() throws IOException {
    Path shop = folder.resolve("shop");
    Path again = folder.resolve("again");
    for (Path out : new Path[] {shop, again}) {
      assertThat(
              terminal.run(
                  "generate", "--out", out.toString(), "--products", "50", "--orders", "100"))
          .isZero();
    }
    for (String name : new String[] {"orders.csv", "products.csv", "substitutes.csv"}) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(shop.resolve(name));
    }
    assertThat(Files.readAllLines(shop.resolve("products.csv"))).hasSize(51);
    assertThat(terminal.run("generate", "--out", shop.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("is there and not empty");
    assertThat(terminal.run("generate", "--out", folder + "/x", "--products", "1")).isEqualTo(2);
    assertThat(terminal.err()).contains("--products must be 10 to");
  }

  @Test
  void theCompletionKnowsCommandsAndFlags() {
    assertThat(terminal.run("completion")).isZero();
    assertThat(terminal.out()).startsWith("#!/usr/bin/env bash").contains("similar", "--resume");
  }

  private static Console console() {
    return new Console(
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()),
        Screen.NONE,
        Map.of(),
        Clock.systemUTC());
  }
}
