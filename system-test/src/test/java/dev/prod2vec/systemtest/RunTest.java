package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What `prod2vec run` leaves behind.
class RunTest {
  private static final List<String> TASKS =
      List.of(
          "pre_process_data",
          "run_data_quality_checks",
          "branching",
          "model_training",
          "post_processing");

  private final FinishedRun run = FinishedRun.one();

  @Test
  void everyFileIsThereAndNoOther() {
    String id = run.run().getFileName().toString();
    TreeSet<String> expected =
        new TreeSet<>(
            List.of(
                ".lease.json",
                ".lock",
                "baskets.parquet",
                "evaluation.json",
                "ingest.json",
                "lookup.safetensors",
                "manifest.json",
                "map.parquet",
                "model.safetensors",
                "neighbours.csv",
                "new-products.parquet",
                "prod2vec_embed_weights_run_" + id + ".csv",
                "projector/metadata.tsv",
                "projector/vectors.tsv",
                "quality.html",
                "quality.json",
                "report.html",
                "test.parquet",
                "training.jsonl",
                "validation.parquet",
                "vectors.parquet",
                "vectors.w2v.txt",
                "vocabulary.parquet"));
    TASKS.forEach(task -> expected.add("task-" + task + ".json"));
    assertThat(Folder.files(run.run())).isEqualTo(expected);
  }

  @Test
  void theReferenceOfFilesNamesEveryFile() {
    String reference = Repository.text("docs/reference/files.md");
    String id = run.run().getFileName().toString();
    for (String file : Folder.files(run.run())) {
      String documented = file.startsWith("task-") ? "task-<task>.json" : file.replace(id, "<id>");
      assertThat(reference).contains("`" + documented);
    }
  }

  @Test
  void theCsvOfVectorsHasExactlyThePromisedColumnsAndTheNamesSurvive() throws Exception {
    Path csv = run.file("prod2vec_embed_weights_run_" + run.run().getFileName() + ".csv");
    List<String> columns =
        new ArrayList<>(IntStream.range(0, FinishedRun.DIM).mapToObj(String::valueOf).toList());
    columns.addAll(List.of("index", "product_id", "product_name"));
    assertThat(Files.readAllLines(csv).getFirst()).isEqualTo(String.join(",", columns));

    List<String> names =
        column("SELECT product_name FROM read_csv(?, all_varchar = true) ORDER BY product_id", csv);
    assertThat(names)
        .isEqualTo(IntStream.range(0, SmallShop.PRODUCTS).mapToObj(SmallShop::name).toList());
    List<String> indexes = column("SELECT \"index\" FROM read_csv(?, all_varchar = true)", csv);
    assertThat(indexes)
        .isEqualTo(IntStream.range(0, SmallShop.PRODUCTS).mapToObj(String::valueOf).toList());
  }

  @Test
  void theColumnsOfTheParquetFilesAreAsDocumented() throws SQLException {
    for (String split : List.of("baskets", "validation", "test")) {
      assertThat(columns(split + ".parquet"))
          .containsExactly("order_id VARCHAR", "products INTEGER[]");
    }
    for (String products : List.of("vocabulary.parquet", "new-products.parquet")) {
      assertThat(columns(products))
          .containsExactly(
              "index INTEGER",
              "product_id VARCHAR",
              "product_name VARCHAR",
              "aisle VARCHAR",
              "count BIGINT");
    }
    assertThat(columns("vectors.parquet"))
        .containsExactly(
            "index INTEGER",
            "product_id VARCHAR",
            "product_name VARCHAR",
            "aisle VARCHAR",
            "count BIGINT",
            "source VARCHAR",
            "vector FLOAT[]",
            "similarity FLOAT[]");
    assertThat(columns("map.parquet"))
        .containsExactly(
            "index INTEGER",
            "product_id VARCHAR",
            "product_name VARCHAR",
            "count BIGINT",
            "x FLOAT",
            "y FLOAT",
            "anchor BOOLEAN");
  }

  @Test
  void everyOrderIsInOneOfTheThreeFiles() throws SQLException {
    List<String> orders = new ArrayList<>();
    for (String split : List.of("baskets", "validation", "test")) {
      List<String> ids =
          column("SELECT order_id FROM read_parquet(?)", run.file(split + ".parquet"));
      assertThat(ids).hasSizeGreaterThan(SmallShop.ORDERS / 20);
      orders.addAll(ids);
    }
    assertThat(orders).hasSize(SmallShop.ORDERS).doesNotHaveDuplicates();
  }

  @Test
  void theManifestTellsTheTruthOfEveryFile() throws IOException {
    JsonNode manifest = json("manifest.json");
    assertThat(manifest.get("state").asString()).isEqualTo("DONE");
    assertThat(manifest.get("id").asString()).isEqualTo(run.run().getFileName().toString());
    List<String> tasks = new ArrayList<>();
    TreeSet<String> told = new TreeSet<>();
    for (JsonNode task : manifest.get("tasks")) {
      tasks.add(task.get("task").asString());
      assertThat(task.get("outcome").asString()).isEqualTo("DONE");
      assertThat(task).isEqualTo(json("task-" + task.get("task").asString() + ".json"));
      for (JsonNode output : task.get("outputs")) {
        Path file = run.file(output.get("path").asString());
        told.add(output.get("path").asString());
        assertThat(output.get("sha256").asString()).isEqualTo(Folder.sha256(file));
        assertThat(output.get("bytes").asLong()).isEqualTo(Files.size(file));
      }
    }
    assertThat(tasks).isEqualTo(TASKS);
    TreeSet<String> files = new TreeSet<>(Folder.files(run.run()));
    files.removeIf(
        file -> file.startsWith("task-") || file.equals("manifest.json") || file.startsWith("."));
    assertThat(told).isEqualTo(files);

    assertThat(manifest.get("inputs").size()).isEqualTo(2);
    for (JsonNode input : manifest.get("inputs")) {
      Path file = run.directory().resolve(input.get("path").asString());
      assertThat(input.get("sha256").asString()).isEqualTo(Folder.sha256(file));
      try (var lines = Files.lines(file)) {
        assertThat(input.get("rows").asLong()).isEqualTo(lines.count() - 1);
      }
    }
    assertThat(manifest.at("/config/training/dim").asInt()).isEqualTo(FinishedRun.DIM);
  }

  @Test
  void theModelBeatsPopularityOnAShopOfFourAisles() throws IOException {
    JsonNode evaluation = json("evaluation.json");
    assertThat(evaluation.at("/gate/verdict").asString()).isEqualTo("PASSED");
    List<String> names = new ArrayList<>();
    evaluation.get("scores").forEach(score -> names.add(score.get("name").asString()));
    assertThat(names).containsExactly("model", "popularity", "co-count", "item-knn");
    // Seven other products in the aisle: the one left out is always among the first ten.
    assertThat(evaluation.at("/scores/0/hitRate10").asDouble()).isGreaterThan(0.95);
    assertThat(evaluation.at("/scores/1/hitRate10").asDouble()).isLessThan(0.7);
  }

  @Test
  void theTenNearestAreTheSevenOthersOfTheAisleAndThreeMore() throws IOException {
    JsonNode neighbours = json("evaluation.json").get("neighbours");
    assertThat(neighbours.get("products").asInt()).isEqualTo(SmallShop.PRODUCTS);
    assertThat(neighbours.at("/purity10/category").asString()).isEqualTo("aisle");
    assertThat(neighbours.at("/purity10/byProduct").asDouble()).isBetween(0.6, 0.7);
    assertThat(neighbours.at("/purity10/byPurchase").asDouble()).isBetween(0.6, 0.7);
    assertThat(neighbours.at("/purity10/chance").asDouble()).isEqualTo(7 / 31.0);
    assertThat(run.result().out()).contains("of a product's ten substitutes share its aisle");
  }

  @Test
  void theReportIsOneFileThatAsksForNoOther() throws IOException {
    String report = Files.readString(run.file("report.html"));
    assertThat(report).contains("Crème &quot;brûlée&quot;", run.run().getFileName().toString());
    assertThat(report)
        .doesNotContainPattern("(src|href)=[\"']?(?!#|data:)[a-z/.]")
        .doesNotContain("@import", "fetch(", "XMLHttpRequest");
  }

  @Test
  void stdoutHasTheResultAndStderrTheProgress() {
    assertThat(run.result().out()).contains("HR@10", "report.html");
    assertThat(run.result().err()).contains("pre_process_data", "post_processing");
    assertThat(run.result().err()).doesNotContain("\r").doesNotContain("\u001b");
  }

  private JsonNode json(String name) throws IOException {
    return Json.MAPPER.readTree(Files.readString(run.file(name)));
  }

  private List<String> columns(String parquet) throws SQLException {
    return column(
        "SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM '"
            + run.file(parquet)
            + "')");
  }

  /// The first column of what a query finds, as text; `?` in it is a file.
  private static List<String> column(String query, Path... files) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.prepareStatement(query)) {
      for (int i = 0; i < files.length; i++) {
        statement.setString(i + 1, files[i].toString());
      }
      List<String> values = new ArrayList<>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return values;
    }
  }
}
