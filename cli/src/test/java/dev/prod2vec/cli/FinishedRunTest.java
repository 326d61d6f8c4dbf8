package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import dev.prod2vec.file.PartFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Commands that read a finished run, or a model.
class FinishedRunTest {
  private final AisleRun run = AisleRun.one();
  private final Terminal terminal = new Terminal();

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
            "product_id,product_name,score,with_product_id,bought_together,support,lift,rests_on,aisle");
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
    String id = run.id();
    String orders = run.folder().resolve("orders.csv").toString();
    assertThat(json("runs").at("/0/id").asString()).isEqualTo(id);
    assertThat(json("similar", "--basket", "p100,p101").get("kind").asString())
        .isEqualTo("completion");
    assertThat(
            json("evaluate", "--model", run.directory().toString(), "--baskets", orders)
                .at("/scores/0/name")
                .asString())
        .isEqualTo("model");
    assertThat(json("run", "--resume", id).get("state").asString()).isEqualTo("DONE");
  }

  @Test
  void evaluateOnTheTestOrdersOfTheRunSaysWhatTheRunSays() throws IOException {
    String directory = run.directory().toString();
    JsonNode said =
        Json.MAPPER.readTree(Files.readString(run.directory().resolve("evaluation.json")));
    assertThat(json("evaluate", "--model", directory, "--baskets", directory + "/test.parquet"))
        .isEqualTo(said);
  }

  @Test
  void evaluateReadsTestOrdersInParts(@TempDir Path folder) throws Exception {
    Path vocabulary = run.directory().resolve("vocabulary.parquet");
    Files.copy(vocabulary, folder.resolve("vocabulary.parquet"));
    Path table = Files.createDirectory(folder.resolve("test.parquet"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (int part = 0; part < 2; part++) {
        statement.execute(
            "COPY (FROM '%s' LIMIT %s OFFSET %s) TO '%s' (FORMAT parquet)"
                .formatted(
                    run.directory().resolve("test.parquet"),
                    part == 0 ? 50 : 1_000,
                    50 * part,
                    table.resolve(PartFiles.name(part, ""))));
      }
    }
    String directory = run.directory().toString();
    JsonNode said =
        Json.MAPPER.readTree(Files.readString(run.directory().resolve("evaluation.json")));
    assertThat(json("evaluate", "--model", directory, "--baskets", table.toString()))
        .isEqualTo(said);
    Files.delete(table.resolve(PartFiles.name(0, "")));
    assertThat(terminal.run("evaluate", "--model", directory, "--baskets", table.toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).startsWith("error: " + table + ": lacks part 0, ");
  }

  @Test
  void runsListsTheRun() {
    assertThat(ok("runs").lines().toList().getLast())
        .startsWith(run.id())
        .contains("done", "1,200", "32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "word2vec"})
  void exportWritesWhatTheRunHasWritten(String format, @TempDir Path folder) {
    Path file = folder.resolve("vectors");
    ok("export", "--to", format, "--file", file.toString());
    String name =
        switch (format) {
          case "csv" -> "prod2vec_embed_weights_run_" + run.id() + ".csv";
          case "parquet" -> "vectors.parquet";
          default -> "vectors.w2v.txt";
        };
    assertThat(file).hasSameBinaryContentAs(run.directory().resolve(name));
    assertThat(folder.toFile().list()).containsExactly("vectors");
  }

  @Test
  void aNameThatNoProductHasIsSaid() {
    int unknown = inRuns("similar", "motor oil");
    assertThat(unknown).isEqualTo(2);
    assertThat(terminal.err()).contains("motor oil").doesNotContain("\tat ");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void aNameThatIsNotExactIsAnErrorWithChoicesWhereAProgramAsks() {
    for (String format : List.of("table", "json", "csv")) {
      int refused = inRuns("similar", "no. 107", "--format", format);
      assertThat(refused).isEqualTo(2);
      assertThat(terminal.out()).isEmpty();
      assertThat(terminal.err()).contains("p107", "--best-match");
    }
    int guessed = inRuns("similar", "no. 107", "--format", "json", "--best-match");
    assertThat(guessed).isZero();
    assertThat(terminal.err())
        .startsWith("\"no. 107\": taking Crème \"brûlée\", No. 107 (id p107)");
    JsonNode asked = Json.MAPPER.readTree(terminal.out()).at("/asked/0");
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
    int refused = inRuns("similar", "--basket", "p107,No. 101");
    assertThat(refused).isEqualTo(2);
    assertThat(terminal.err()).contains("\"No. 101\"; the best matches:", "p101");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void aFolderWithoutARunIsSaid(@TempDir Path empty) {
    for (String[] words :
        new String[][] {{"similar", "milk"}, {"run", "--resume", "20260101-000000"}}) {
      assertThat(terminal.run(with(words, "--out", empty.toString()))).isEqualTo(2);
      assertThat(terminal.err()).startsWith("error:");
      assertThat(empty).isEmptyDirectory();
    }
  }

  @Test
  void trainAndEvaluateWorkOnFilesWithoutARun(@TempDir Path folder) throws IOException {
    List<String> lines = new ArrayList<>(AisleRun.orders().lines().toList());
    String head = lines.removeFirst() + "\n";
    int cut = lines.size() * 3 / 4;
    Path train =
        Files.writeString(
            folder.resolve("train.csv"), head + String.join("\n", lines.subList(0, cut)));
    Path test =
        Files.writeString(
            folder.resolve("test.csv"), head + String.join("\n", lines.subList(cut, lines.size())));
    Path model = folder.resolve("model");
    String[] words = {"train", "--baskets", train.toString(), "--dim", "8", "--epochs", "5"};
    assertThat(terminal.run(with(words, "--out", model.toString()))).as(terminal.err()).isZero();
    assertThat(model.resolve("model.safetensors")).exists();
    assertThat(model.resolve("vocabulary.parquet")).exists();
    JsonNode evaluation =
        json("evaluate", "--model", model.toString(), "--baskets", test.toString());
    JsonNode scores = evaluation.get("scores");
    assertThat(scores.at("/0/hitRate10").asDouble()).isGreaterThan(0.9);
    assertThat(scores.at("/1/hitRate10").asDouble()).isLessThan(0.7);
    assertThat(evaluation.at("/neighbours/hubness").isNumber()).isTrue();
    assertThat(evaluation.at("/neighbours/purity10").isNull()).as("no categories").isTrue();
  }

  /// Runs a command that looks for runs among those of the shop, unless it looks for none.
  private int inRuns(String... words) {
    return terminal.run(
        words[0].equals("evaluate") ? words : with(words, "--out", run.runs().toString()));
  }

  private static String[] with(String[] words, String... more) {
    return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private String ok(String... words) {
    int exit = inRuns(words);
    assertThat(exit).as(terminal.err()).isZero();
    return terminal.out();
  }

  private JsonNode json(String... words) {
    String text = ok(with(words, "--format", "json"));
    // Jackson refuses anything after the document only if told to.
    try (var parser = Json.MAPPER.createParser(text)) {
      JsonNode document = Json.MAPPER.readTree(parser);
      assertThat(parser.nextToken()).as("something after the document").isNull();
      return document;
    }
  }
}
