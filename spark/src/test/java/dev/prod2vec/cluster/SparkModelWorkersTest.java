package dev.prod2vec.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.export.NeighboursCsv;
import dev.prod2vec.lake.LocalSpark;
import dev.prod2vec.task.Engine;
import dev.prod2vec.task.EvaluationReport;
import dev.prod2vec.task.TaskFolder;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkModelWorkersTest {
  private static final List<TaskId> BEFORE =
      List.of(TaskId.PRE_PROCESS_DATA, TaskId.RUN_DATA_QUALITY_CHECKS, TaskId.MODEL_TRAINING);

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

  private static void assertSame(Map<String, byte[]> found, Map<String, byte[]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
  }

  private static Engine spark() {
    return TestShop.local()
        .withWorkers((context, model) ->
            new SparkModelWorkers(task -> LocalSpark.cluster(task.files()), context, model));
  }

  /// What the last task writes.
  private Map<String, byte[]> files(String name, Engine engine, String... keys) throws Exception {
    Path run = Files.createDirectory(folder.resolve(name));
    for (Path file : Tree.list(trained)) {
      Files.copy(file, run.resolve(file.getFileName()));
    }
    new TestShop(trained).tasks(run, engine, TaskListener.NONE, keys).run(TaskId.POST_PROCESSING);
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : Tree.files(run)) {
      files.put(file.toString(), Files.readAllBytes(run.resolve(file)));
    }
    return files;
  }
}
