package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Commands that look at a finished run.
class ReadingCommandsTest {
  private final FinishedRun run = FinishedRun.one();

  @Test
  void theSubstitutesOfAProductAreFoundByItsIdItsNameAndIfAllowedByItsBestMatch() {
    String byId = ok("similar", "p107", "--limit", "7");
    assertThat(byId).startsWith("instead of Crème \"brûlée\", No. 107\n");
    assertThat(byId).contains("lift", "aisle 0").doesNotContain("aisle 1");
    assertThat(ok("similar", "Crème \"brûlée\", No. 107", "--limit", "7")).isEqualTo(byId);
    assertThat(ok("similar", "no. 107", "--limit", "7", "--best-match"))
        .startsWith("no product is called \"no. 107\"; the best matches, ")
        .endsWith(byId);
  }

  @Test
  void complementsAndTheCompletionOfABasketAreOtherQuestions() {
    assertThat(ok("similar", "p107", "--complements"))
        .startsWith("along with Crème")
        .doesNotContain("aisle 1");
    String basket = ok("similar", "--basket", "p100,p101");
    assertThat(basket).startsWith("in a basket with Crème \"brûlée\", No. 100, Crème");
    assertThat(
            basket
                .lines()
                .skip(1)
                .filter(line ->
                    line.contains("No. 100 ") && line.startsWith("Crème \"brûlée\", No. 100")))
        .isEmpty();
  }

  @Test
  void csvHasAHeaderAndALinePerNeighbour() {
    List<String> lines = ok("similar", "p107", "--format", "csv", "--limit", "3").lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst())
        .isEqualTo(
            "product_id,product_name,score,with_product_id,bought_together,support,lift,aisle");
    assertThat(lines.get(1)).contains(",\"Crème \"\"brûlée\"\", No. 10").endsWith(",aisle 0");
  }

  @Test
  void jsonOfSimilarHoldsTheEvidence() {
    JsonNode document = json("similar", "p107", "--limit", "3");
    assertThat(document.get("kind").asString()).isEqualTo("substitute");
    assertThat(document.at("/asked/0/product_id").asString()).isEqualTo("p107");
    assertThat(document.get("neighbours").size()).isEqualTo(3);
    JsonNode first = document.at("/neighbours/0");
    assertThat(first.get("bought_together").asInt()).isPositive();
    assertThat(first.get("lift").asDouble()).isGreaterThan(1);
  }

  @Test
  void everyCommandWithAJsonFormatPrintsOneDocumentAndNothingElse() {
    String id = run.run().getFileName().toString();
    assertThat(json("runs").at("/0/id").asString()).isEqualTo(id);
    assertThat(json("similar", "--basket", "p100,p101").get("kind").asString())
        .isEqualTo("completion");
    assertThat(
            json("evaluate", "--model", run.run().toString(), "--baskets", "orders.csv")
                .at("/scores/0/name")
                .asString())
        .isEqualTo("model");
    assertThat(json("run", "--resume", id).get("state").asString()).isEqualTo("DONE");
  }

  @Test
  void evaluateOnTheTestOrdersOfTheRunSaysWhatTheRunSays() throws IOException {
    String directory = run.run().toString();
    JsonNode said = Json.MAPPER.readTree(Files.readString(run.run().resolve("evaluation.json")));
    assertThat(json("evaluate", "--model", directory, "--baskets", directory + "/test.parquet"))
        .isEqualTo(said);
  }

  @Test
  void aRunThatIsDoneAlreadyIsLeftAsItIsAndSaysWhatToAskItNextAsAShellTakesIt() {
    Map<String, String> before = Folder.contents(run.run());
    String summary = ok("run", "--resume", run.run().getFileName().toString());
    assertThat(Folder.contents(run.run())).isEqualTo(before);
    String next =
        summary
            .lines()
            .filter(line -> line.startsWith("next "))
            .map(line -> line.substring("next ".length()).strip())
            .findFirst()
            .orElseThrow();
    assertThat(next).startsWith(Repository.ROOT.resolve("prod2vec") + " similar --run ");
    var asked = CommandLine.await(run.commandLine().start(List.of("sh", "-c", next)));
    assertThat(asked.exit()).as(next + "\n" + asked.err()).isZero();
    assertThat(asked.out()).startsWith("instead of Crème \"brûlée\", No. ");
  }

  @Test
  void runsListsTheRun() {
    assertThat(ok("runs").lines().toList().getLast())
        .startsWith(run.run().getFileName().toString())
        .contains("done", "1,200", "32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "word2vec"})
  void exportWritesWhatTheRunHasWritten(String format, @TempDir Path folder) {
    Path file = folder.resolve("vectors");
    ok("export", "--to", format, "--file", file.toString());
    String name =
        switch (format) {
          case "csv" -> "prod2vec_embed_weights_run_" + run.run().getFileName() + ".csv";
          case "parquet" -> "vectors.parquet";
          default -> "vectors.w2v.txt";
        };
    assertThat(file).hasSameBinaryContentAs(run.file(name));
    assertThat(Folder.files(folder)).isEqualTo(Set.of("vectors"));
  }

  @Test
  void aNameThatNoProductHasIsSaid() {
    var unknown = run.commandLine().run("similar", "motor oil");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("motor oil").doesNotContain("\tat ");
    assertThat(unknown.out()).isEmpty();
  }

  @Test
  void aNameThatIsNotExactIsAnErrorWithChoicesWhereAProgramAsks() {
    for (String format : List.of("table", "json", "csv")) {
      var refused = run.commandLine().run("similar", "no. 107", "--format", format);
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err()).contains("p107", "--best-match");
    }
    var guessed = run.commandLine().run("similar", "no. 107", "--format", "json", "--best-match");
    assertThat(guessed.exit()).isZero();
    assertThat(guessed.err()).startsWith("\"no. 107\": taking Crème \"brûlée\", No. 107 (id p107)");
    JsonNode asked = Json.MAPPER.readTree(guessed.out()).at("/asked/0");
    assertThat(asked.get("match").asString()).isEqualTo("best");
    assertThat(asked.get("text").asString()).isEqualTo("no. 107");
  }

  @Test
  void aBasketTakesNamesWithCommasAndNothingThatIsNotExact() {
    String byId = ok("similar", "--basket", "p107,p101");
    assertThat(
            ok(
                "similar",
                "--basket",
                "Crème \"brûlée\", No. 107",
                "--basket",
                "crème \"BRÛLÉE\", no. 101"))
        .isEqualTo(byId);
    var refused = run.commandLine().run("similar", "--basket", "p107,No. 101");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("\"No. 101\"; the best matches:", "p101");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void aReaderThatHasReadEnoughEndsACommandWithoutAWord(@TempDir Path folder) {
    Path program = Repository.ROOT.resolve("prod2vec");
    String script =
        "{ '%s' completion; echo $? >exit; } 2>err | head -n 1 >/dev/null; cat exit err"
            .formatted(program);
    var result = CommandLine.await(new CommandLine(folder).start(List.of("bash", "-c", script)));
    assertThat(result.out()).as("more than a pipe holds").isEqualTo("141\n");
  }

  @Test
  void whoHasOnlySeenTheDemoIsToldWhereItsRunIs(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("demo"));
    Files.createSymbolicLink(folder.resolve("demo/runs"), run.directory().resolve("runs"));
    Files.createSymbolicLink(folder.resolve("my prod2vec"), Repository.ROOT.resolve("prod2vec"));
    var result =
        CommandLine.await(
            new CommandLine(folder).start(List.of("./my prod2vec", "similar", "p107")));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            """
            error: runs: no run here is done, but demo/runs holds one
            hint: "./my prod2vec" similar --out demo/runs ...
            """);
  }

  @Test
  void aFolderWithoutARunIsSaid(@TempDir Path empty) {
    for (String[] words :
        new String[][] {{"similar", "milk"}, {"run", "--resume", "20260101-000000"}}) {
      var result = new CommandLine(empty).run(words);
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.errLines().getFirst()).startsWith("error:");
      assertThat(Folder.files(empty)).isEmpty();
    }
  }

  @Test
  void trainAndEvaluateWorkOnFilesWithoutARun(@TempDir Path folder) throws Exception {
    List<String> lines = new ArrayList<>(SmallShop.orders().lines().toList());
    String head = lines.removeFirst() + "\n";
    int cut = lines.size() * 3 / 4;
    Files.writeString(folder.resolve("train.csv"), head + String.join("\n", lines.subList(0, cut)));
    Files.writeString(
        folder.resolve("test.csv"), head + String.join("\n", lines.subList(cut, lines.size())));
    CommandLine commandLine = new CommandLine(folder);
    var trained =
        commandLine.run(
            "train", "--baskets", "train.csv", "--out", "model", "--dim", "8", "--epochs", "5");
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(Folder.files(folder.resolve("model")))
        .contains("model.safetensors", "vocabulary.parquet");
    var scored =
        commandLine.run(
            "evaluate", "--model", "model", "--baskets", "test.csv", "--format", "json");
    assertThat(scored.exit()).as(scored.err()).isZero();
    JsonNode evaluation = Json.MAPPER.readTree(scored.out());
    JsonNode scores = evaluation.get("scores");
    assertThat(scores.at("/0/hitRate10").asDouble()).isGreaterThan(0.9);
    assertThat(scores.at("/1/hitRate10").asDouble()).isLessThan(0.7);
    assertThat(evaluation.at("/neighbours/hubness").isNumber()).isTrue();
    assertThat(evaluation.at("/neighbours/purity10").isNull()).as("no categories").isTrue();
  }

  private String ok(String... words) {
    var result = run.commandLine().run(words);
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out();
  }

  private JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--format", "json"));
    String text = ok(all.toArray(String[]::new));
    // Jackson refuses anything behind the document only if told to.
    try (var parser = Json.MAPPER.createParser(text)) {
      JsonNode document = Json.MAPPER.readTree(parser);
      assertThat(parser.nextToken()).as("something behind the document").isNull();
      return document;
    }
  }
}
