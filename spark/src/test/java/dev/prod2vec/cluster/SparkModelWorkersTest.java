package dev.prod2vec.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.export.NeighboursCsv;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.lake.LocalSpark;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.task.Engine;
import dev.prod2vec.task.EvaluationReport;
import dev.prod2vec.task.ModelWorkers;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskFolder;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskListener;
import dev.prod2vec.vocabulary.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkModelWorkersTest {
  private static final List<TaskId> BEFORE =
      List.of(TaskId.PRE_PROCESS_DATA, TaskId.RUN_DATA_QUALITY_CHECKS, TaskId.MODEL_TRAINING);

  /// With rows for each product.
  private static final List<String> TABLES =
      List.of("prod2vec_embed_weights_run_shop.csv", "vectors.parquet", NeighboursCsv.FILE);

  @TempDir private static Path trained;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws Exception {
    TaskFolder tasks = TestShop.in(trained).tasks(trained, TestShop.local(), TaskListener.NONE);
    for (TaskId task : BEFORE) {
      tasks.run(task);
    }
  }

  @Test
  void scoresNeighboursAndExportsAreThoseOfOneProcess() throws Exception {
    Map<String, byte[]> expected =
        files("local", TestShop.local(), "evaluation.max-baskets", "200");
    assertThat(expected).containsKeys(EvaluationReport.FILE, NeighboursCsv.FILE, "report.html");
    assertSame(files("spark", spark(), "evaluation.max-baskets", "200"), expected);
  }

  /// There are more parts than questions.
  @Test
  void aFewQuestionsHaveTheSameAnswers() throws Exception {
    Map<String, byte[]> expected = files("local", TestShop.local(), "evaluation.max-baskets", "3");
    assertSame(files("spark", spark(), "evaluation.max-baskets", "3"), expected);
  }

  /// One product more than six parts of ten have, and a new one.
  @Test
  void largeTablesAreWrittenInPartsThatTogetherHaveTheRowsOfOneFile() throws Exception {
    Map<String, byte[]> expected = files("local", TestShop.local());
    Map<String, byte[]> found = files("spark", spark(10));
    Path one = folder.resolve("local");
    Path parted = folder.resolve("spark");
    for (String table : TABLES) {
      Path whole = one.resolve(table);
      List<Path> parts = PartFiles.of(parted.resolve(table)).files();
      assertThat(parts).as(table).hasSize(7);
      if (table.endsWith(".csv")) {
        assertThat(lines(parts)).isEqualTo(Files.readAllLines(whole));
        assertThat(rows("read_csv('%s/*.csv')".formatted(parted.resolve(table))))
            .isEqualTo(rows("read_csv('%s')".formatted(whole)));
      } else {
        assertThat(rows("'%s/*.parquet'".formatted(parted.resolve(table))))
            .hasSize(61)
            .isEqualTo(rows("'%s'".formatted(whole)));
      }
      expected.remove(table);
      found.keySet().removeIf(name -> name.startsWith(table + "/"));
    }
    assertSame(found, expected);
  }

  /// The lines of csv files, and the header of the first, which all have.
  private static List<String> lines(List<Path> parts) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Path part : parts) {
      List<String> own = Files.readAllLines(part);
      if (lines.isEmpty()) {
        lines.add(own.getFirst());
      }
      assertThat(own.getFirst()).isEqualTo(lines.getFirst());
      lines.addAll(own.subList(1, own.size()));
    }
    return lines;
  }

  private static List<String> rows(String table) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT t::VARCHAR FROM %s t".formatted(table))) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  @Test
  void anAttemptLeavesNoPartsToTheNext() throws Exception {
    Path run = copy("run");
    TestShop shop = new TestShop(trained);
    for (int productsPerPart : List.of(10, 21, 61, 60)) {
      shop.tasks(run, spark(productsPerPart), TaskListener.NONE).run(TaskId.POST_PROCESSING);
      int parts = (61 + productsPerPart - 1) / productsPerPart;
      for (String table : TABLES) {
        PartFiles found = PartFiles.of(run.resolve(table));
        assertThat(found.files()).as(table).hasSize(parts);
        assertThat(found.isFolder()).isEqualTo(parts > 1);
      }
    }
  }

  /// The first attempt is killed with some of its parts in place.
  @Test
  void aTableWhosePartFailsIsNoOutputAndAnotherAttemptWritesItWhole() throws Exception {
    Path run = copy("run");
    TaskFiles files =
        new TaskFiles(run, Files.createDirectory(run.resolve("staging")), run, WriteGuard.OPEN);
    TaskContext context = new TestShop(trained).context(run, files);
    ProductModel model = ProductModel.open(files::read, files.find(PreparedData.NEW_PRODUCTS));
    ModelWorkers.Rows ids =
        (_, products, file, _) -> Files.write(file, products.stream().map(Product::id).toList());
    assertThatThrownBy(() ->
            workers(context, model, 10)
                .write(
                    files,
                    "ids.csv",
                    (all, products, file, threads) -> {
                      ids.write(all, products, file, threads);
                      if (products.getLast().index() == 60) {
                        throw new IOException("No space left on device");
                      }
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Spark gave up: No space left on device");
    assertThat(files.written()).isEmpty();
    assertThat(Tree.list(files.write("ids.csv"))).isNotEmpty();
    workers(context, model, 40).write(files, "ids.csv", ids);
    assertThat(files.written())
        .containsOnlyKeys("ids.csv/part-00000.csv", "ids.csv/part-00001.csv");
    List<String> written = new ArrayList<>();
    for (Path part : PartFiles.of(files.write("ids.csv")).files()) {
      written.addAll(Files.readAllLines(part));
    }
    assertThat(written)
        .isEqualTo(model.vocabulary().products().stream().map(Product::id).toList())
        .hasSize(61);
    files.written().forEach((path, part) -> assertThat(files.write(path)).hasSize(part.bytes()));
  }

  private static void assertSame(Map<String, byte[]> found, Map<String, byte[]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
  }

  private static Engine spark() {
    return TestShop.local()
        .withWorkers((context, model) ->
            new SparkModelWorkers(task -> LocalSpark.cluster(task.files()), context, model));
  }

  private static Engine spark(int productsPerPart) {
    return TestShop.local()
        .withWorkers((context, model) -> workers(context, model, productsPerPart));
  }

  private static SparkModelWorkers workers(
      TaskContext context, ProductModel model, int productsPerPart) throws IOException {
    return new SparkModelWorkers(
        task -> LocalSpark.cluster(task.files()), context, model, productsPerPart);
  }

  private Path copy(String name) throws IOException {
    Path run = Files.createDirectory(folder.resolve(name));
    for (Path file : Tree.list(trained)) {
      Files.copy(file, run.resolve(file.getFileName()));
    }
    return run;
  }

  /// What the last task writes.
  private Map<String, byte[]> files(String name, Engine engine, String... keys) throws Exception {
    Path run = copy(name);
    new TestShop(trained).tasks(run, engine, TaskListener.NONE, keys).run(TaskId.POST_PROCESSING);
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : Tree.files(run)) {
      files.put(file.toString(), Files.readAllBytes(run.resolve(file)));
    }
    return files;
  }
}
