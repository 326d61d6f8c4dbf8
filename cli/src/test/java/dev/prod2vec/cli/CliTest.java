package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.Json;
import dev.prod2vec.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    assertThat(terminal.err())
        .isEqualTo(
            """
            error: simlar: no such command; did you mean similar?
            hint: prod2vec --help lists the commands
            """);
    assertThat(terminal.run("run", "--dimm", "3")).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            "error: --dimm: run has no such flag; did you mean --dim?\nhint: prod2vec run --help\n");
    assertThat(terminal.run("run", "--dim", "3", "--training.dim", "4")).isEqualTo(2);
    assertThat(terminal.err()).contains("--dim and --training.dim are the same");
    assertThat(terminal.run("task", "branching")).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo("error: --run-dir DIR: is missing, but needed\nhint: prod2vec task --help\n");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void theFormerNameOfTheEngineIsRefusedButRunsThatHaveItAreRead() throws IOException {
    assertWrong("--backend: is now called --engine", "run", "--backend", "local");
    Terminal variable = new Terminal(Map.of("PROD2VEC_BACKEND", "local"));
    assertThat(variable.run("config")).isEqualTo(2);
    assertThat(variable.err()).contains("PROD2VEC_BACKEND: is now called PROD2VEC_ENGINE");
    Path file = Files.writeString(folder.resolve("old.yaml"), "backend: local\n");
    assertThat(terminal.run("config", "--config", file.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("old.yaml:1: backend is now called engine");
    Config old =
        ProgramConfig.SCHEMA.parse(
            Map.of("backend", "sagemaker-local", "sagemaker", Map.of("s3-uri", "s3://bucket/a")),
            "manifest.json");
    assertThat(old.engine().name()).isEqualTo("sagemaker-local");
  }

  @Test
  void theEngineSparkNeedsASparkAndNothingIsBegunWithoutOne() {
    Path runs = folder.resolve("runs");
    assertThat(
            terminal.run(
                "run", "--engine", "spark", "--orders", "orders.csv", "--out", runs.toString()))
        .isEqualTo(2);
    assertThat(terminal.err())
        .startsWith("error: spark.home: is empty, and so is the variable SPARK_HOME")
        .contains("\nhint: ");
    Terminal variable = new Terminal(Map.of("PROD2VEC_ENGINE", "spark", "SPARK_HOME", "/nowhere"));
    for (String[] command :
        List.of(
            new String[] {"demo", "--out", runs.toString()},
            new String[] {"task", "pre_process_data", "--run-dir", runs.toString()})) {
      assertThat(variable.run(command)).isEqualTo(2);
      assertThat(variable.err()).startsWith("error: SPARK_HOME: /nowhere has no bin/spark-submit");
    }
    assertThat(terminal.run("train", "--engine", "spark", "--baskets", "x", "--out", "y"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("train and tune work in this process alone");
    assertThat(runs).doesNotExist();
  }

  @Test
  void everyWrongUseSaysWhatWasFoundAndWhatIsAllowed() {
    assertWrong("--format: is \"xml\", but must be yaml or json", "config", "--format", "xml");
    assertWrong(
        "--format: is \"jsn\", but must be table, json or csv; did you mean json?",
        "similar",
        "--format",
        "jsn");
    assertWrong("--limit: is \"x\", but must be a whole number", "similar", "--limit", "x", "a");
    assertWrong(
        "--seed: is \"1.5\", but must be a whole number",
        "generate",
        "--out",
        "x",
        "--seed",
        "1.5");
    assertWrong("--limit: a value is missing; N expected", "similar", "milk", "--limit");
    assertWrong("--limit: is given twice", "similar", "--limit", "1", "--limit", "2", "milk");
    assertWrong("runs: \"x\" is too much; it takes flags alone", "runs", "x");
    assertWrong("tasks: \"x\" is too much; it takes flags alone", "tasks", "x");
    assertWrong("-v: similar has no such flag; did you mean -V?", "similar", "-v");
    assertWrong("-v: prod2vec has no such flag; did you mean -V?", "-v");
    assertWrong("ID: is missing, but needed", "task", "--run-dir", "x");
    assertWrong("simlar: no such command; did you mean similar?", "help", "simlar");
    assertWrong(
        "--orderz: run has no such flag; did you mean --orders?",
        "run",
        "--orders",
        "a",
        "--orderz");
  }

  private void assertWrong(String message, String... arguments) {
    assertThat(terminal.run(arguments)).as(message).isEqualTo(2);
    assertThat(terminal.err()).startsWith("error: " + message + "\nhint: prod2vec ");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void aFlagWithoutAnEffectOnACommandIsRefusedAndNotInItsHelp() {
    for (String[] arguments :
        new String[][] {
          {"evaluate", "--epochs", "3"},
          {"evaluate", "--training.dim", "3"},
          {"evaluate", "--tune"},
          {"evaluate", "--quality.min-orders=3"},
          {"train", "--tune"},
          {"train", "--tuning.trials", "3"},
          {"train", "--baskets.test-fraction", "0.1"},
          {"train", "--export.neighbours", "3"},
          {"tune", "--detach"},
          {"tune", "--sagemaker.role", "x"}
        }) {
      String flag = arguments[1].split("=", 2)[0];
      List<String> whole = new ArrayList<>(List.of(arguments));
      whole.addAll(List.of(arguments[0].equals("evaluate") ? "--model" : "--out", folder + "/m"));
      assertThat(terminal.run(whole.toArray(String[]::new))).as(flag).isEqualTo(2);
      assertThat(terminal.err())
          .startsWith("error: %s: has no effect in prod2vec %s\n".formatted(flag, arguments[0]));
      assertThat(terminal.run(arguments[0], "--help")).isZero();
      assertThat(terminal.out()).doesNotContain(flag + "=", flag + "[", flag + " ");
    }
  }

  @Test
  void aConfigFileMayHoldKeysWithoutAnEffectOnACommand() throws IOException {
    Path config = folder.resolve("all.yaml");
    Files.writeString(config, "tune: true\nquality:\n  min-orders: 3\nexport:\n  neighbours: 4\n");
    assertThat(terminal.run("evaluate", "--model", folder + "/m", "--config", config.toString()))
        .isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            """
            error: --baskets: no file is given
            hint: --baskets FILE, or files below orders in the config file
            """);
  }

  @Test
  void commandsThatTakeBasketsNameThatFlagIfItIsMissing() {
    for (String[] arguments :
        new String[][] {
          {"evaluate", "--model", "m"},
          {"train", "--out", folder + "/m"},
          {"tune", "--out", folder + "/m"}
        }) {
      assertThat(terminal.run(arguments)).isEqualTo(2);
      assertThat(terminal.err()).startsWith("error: --baskets: no file is given\n");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void helpAndVersionAreCommandsToo() {
    assertThat(terminal.run("help")).isZero();
    String help = terminal.out();
    assertThat(terminal.run("--help")).isZero();
    assertThat(help).isEqualTo(terminal.out());
    assertThat(terminal.run("help", "evaluate")).isZero();
    String ofCommand = terminal.out();
    assertThat(terminal.run("evaluate", "--help")).isZero();
    assertThat(ofCommand).isEqualTo(terminal.out()).contains("--baskets");
    assertThat(terminal.run("version")).isZero();
    assertThat(terminal.out()).startsWith("prod2vec ").doesNotContain("${");
  }

  @Test
  void aFileNameWithACommaIsOneFile() throws IOException {
    Path odd = Files.createFile(folder.resolve("sp,ace.csv"));
    assertThat(terminal.run("config", "--format", "json", "--orders", odd.toString())).isZero();
    assertThat(Json.MAPPER.readTree(terminal.out()).at("/orders/files").size()).isEqualTo(1);
    assertThat(terminal.run("config", "--format", "json", "--orders", odd + ",b.csv")).isZero();
    assertThat(Json.MAPPER.readTree(terminal.out()).at("/orders/files").size()).isEqualTo(3);
  }

  @Test
  void helpIsNoWiderThanTheTerminal() {
    Terminal narrow = new Terminal(Map.of(), new Screen(true, true, () -> 60));
    for (String command : Cli.commands(console()).getSubcommands().keySet()) {
      assertThat(narrow.run(command, "--help")).isZero();
      assertThat(narrow.out().lines().filter(line -> !line.startsWith("  prod2vec")))
          .as(command)
          .filteredOn(line -> line.startsWith("  -") || line.startsWith("      "))
          .allMatch(line -> line.length() <= 60);
    }
  }

  @Test
  void exportNamesAFileOfTheFormat() {
    assertThat(terminal.run("export", "--to", "csv")).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo("error: --file: no file is given\nhint: --file vectors.csv\n");
    assertThat(terminal.run("export", "--to", "word2vec-binary")).isEqualTo(2);
    assertThat(terminal.err()).endsWith("hint: --file vectors.bin\n");
    assertThat(terminal.run("export", "--to", "parket", "--file", "x")).isEqualTo(2);
    assertThat(terminal.err()).contains("parket; did you mean parquet?");
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
        .contains(
            "  files: [%1$s/a, %1$s/b, %1$s/c]  # --orders.files\n"
                .formatted(Path.of("").toAbsolutePath()));
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
  void aRunIsNotToBeResumedWhereItsInputIsAtFault() throws IOException {
    Path orders = folder.resolve("orders.csv");
    Files.writeString(orders, "order_id,product_id\n");
    assertThat(
            terminal.run(
                "run", "--orders", orders.toString(), "--out", folder.resolve("runs x").toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("error: ").doesNotContain("--resume");
  }

  @Test
  void runsSaysInWhatRunsDifferAndHowToResumeTheLastThatWasStopped() {
    RunFolder runs = new RunFolder(folder.resolve("my runs"));
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    for (int dim : new int[] {64, 128}) {
      Config config = Config.DEFAULT.withTraining(Config.DEFAULT.training().withDim(dim));
      runs.create(config, now.plusSeconds(dim)).close();
    }
    assertThat(terminal.run("runs", "--out", runs.toString())).isZero();
    assertThat(terminal.out().lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("20260102-030509  unfinished").endsWith("dim=64"),
            line -> assertThat(line).startsWith("20260102-030613  unfinished").endsWith("dim=128"));
    assertThat(terminal.err())
        .isEqualTo(
            "hint: to resume 20260102-030613: prod2vec run --resume \"%s/20260102-030613\"\n"
                .formatted(runs));
    Terminal narrow = new Terminal(Map.of(), new Screen(true, false, () -> 40));
    assertThat(narrow.run("runs", "--out", runs.toString())).isZero();
    assertThat(narrow.out().lines()).allMatch(line -> line.length() <= 40);
  }

  @Test
  void runsAreToldApartByTheirTags() {
    RunFolder runs = new RunFolder(folder.resolve("runs"));
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    runs.create(Config.DEFAULT, now).close();
    runs.create(Config.DEFAULT.withTags(List.of("nightly", "without returns")), now).close();
    runs.create(Config.DEFAULT.withTags(List.of("nightly")), now).close();
    assertThat(terminal.run("runs", "--out", runs.toString())).isZero();
    assertThat(terminal.out().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("run                tags").doesNotContain("settings"),
            line -> assertThat(line).matches("20260102-030405 +unfinished .*"),
            line -> assertThat(line).startsWith("20260102-030405-2  nightly, without returns  unf"),
            line ->
                assertThat(line).startsWith("20260102-030405-3  nightly                   unf"));
    assertThat(terminal.run("runs", "--out", runs.toString(), "--tag", "nightly")).isZero();
    assertThat(terminal.out().lines()).hasSize(3);
    String out = runs.toString();
    String[] both = {
      "runs", "--format", "json", "--tag", "nightly", "--out", out, "--tag", "without returns"
    };
    assertThat(terminal.run(both)).isZero();
    assertThat(terminal.out())
        .contains("\"tags\" : [ \"nightly\", \"without returns\" ]")
        .containsOnlyOnce("\"id\"");
    assertThat(terminal.run("runs", "--out", runs.toString(), "--tag", "spring")).isZero();
    assertThat(terminal.err())
        .isEqualTo(
            "no run in %s has the tag spring; there are nightly, without returns\n"
                .formatted(runs));
  }

  @Test
  void aRunThatIsResumedKeepsItsTags() {
    RunFolder runs = new RunFolder(folder.resolve("runs"));
    runs.create(Config.DEFAULT.withTags(List.of("nightly")), Instant.EPOCH).close();
    String id = "19700101-000000";
    assertThat(terminal.run("run", "--resume", id, "--tags", "spring", "--out", runs.toString()))
        .isEqualTo(2);
    assertThat(terminal.err())
        .contains("run " + id + " keeps its tags: nightly\n")
        .contains("no file")
        .doesNotContain("leave it out");
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
    Path other = folder.resolve("other");
    generate(shop, "5");
    generate(again, "5");
    generate(other, "6");
    for (String name : new String[] {"orders.csv", "products.csv", "substitutes.csv"}) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(shop.resolve(name));
    }
    assertThat(other.resolve("orders.csv"))
        .content()
        .isNotEqualTo(Files.readString(shop.resolve("orders.csv")));
    assertThat(Files.readAllLines(shop.resolve("products.csv"))).hasSize(51);
    List<Path> before = Tree.list(shop);
    assertThat(terminal.run("generate", "--out", shop.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("is not empty");
    assertThat(Tree.list(shop)).isEqualTo(before);
    assertThat(terminal.run("generate", "--out", folder + "/x", "--products", "1")).isEqualTo(2);
    assertThat(terminal.err()).contains("--products must be 10 to");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private void generate(Path out, String seed) {
    assertThat(
            terminal.run(
                "generate",
                "--out",
                out.toString(),
                "--products",
                "50",
                "--orders",
                "100",
                "--seed",
                seed))
        .isZero();
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
