package dev.prod2vec.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.lake.LocalSpark;
import dev.prod2vec.store.Location;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.task.EarlierRun;
import dev.prod2vec.task.Engine;
import dev.prod2vec.task.PartsTarget;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskFolder;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskListener;
import dev.prod2vec.task.TaskStorage;
import dev.prod2vec.task.Tasks;
import dev.prod2vec.task.WrittenPart;
import dev.prod2vec.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkTrainingTest {
  @TempDir private static Path prepared;

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    TestShop shop = TestShop.in(prepared);
    shop.tasks(prepared, TestShop.local(), TaskListener.NONE).run(TaskId.PRE_PROCESS_DATA);
  }

  @ParameterizedTest
  @CsvSource({
    "training.objective, completion",
    "training.objective, skip-gram",
    "training.side-information, ''",
    "training.half-life, 20",
    "training.quantity-weight, log",
    "training.quantity-weight, linear",
    "training.shards, 1",
    "training.shards, 7",
    "training.epochs, 1"
  })
  void aClusterTrainsTheBytesThatOneProcessTrains(String key, String value) throws Exception {
    byte[] expected = train(TestShop.local(), TaskListener.NONE, key, value);
    assertThat(train(spark(), TaskListener.NONE, key, value)).isEqualTo(expected);
    assertThat(names()).contains("training.jsonl").doesNotContain("rounds");
  }

  @Test
  void shardsThatAreLeftOpenAreSixteen() throws Exception {
    byte[] expected = train(TestShop.local(), TaskListener.NONE, "training.shards", "16");
    assertThat(train(spark(), TaskListener.NONE, "training.shards", "0")).isEqualTo(expected);
  }

  @Test
  void aClusterStartsFromAnEarlierRunAsOneProcessDoes(@TempDir Path earlier, @TempDir Path staging)
      throws Exception {
    byte[] fromNothing = train(TestShop.local(), TaskListener.NONE);
    Files.write(earlier.resolve("model.safetensors"), fromNothing);
    Files.copy(prepared.resolve("vocabulary.parquet"), earlier.resolve("vocabulary.parquet"));
    TaskFolder own =
        new TestShop(prepared)
            .tasks(
                folder,
                TestShop.local(),
                TaskListener.NONE,
                "start.from",
                "yesterday",
                "baskets.min-count",
                "180",
                "start.gone-products",
                "keep");
    Tasks.of(
            TaskId.PRE_PROCESS_DATA,
            _ -> TestShop.local(),
            _ -> Optional.of(new EarlierRun("yesterday", earlier, Map.of())))
        .run(
            new TaskContext(
                "shop",
                Instant.EPOCH,
                own.config(),
                new LinkedHashMap<>(),
                new TaskFiles(folder, staging, folder, WriteGuard.OPEN),
                TaskListener.NONE,
                Clock.systemUTC()));
    byte[] expected = trainAfter(staging, TestShop.local());
    assertThat(expected).isNotEqualTo(fromNothing);
    assertThat(trainAfter(staging, spark())).isEqualTo(expected);
  }

  /// Trains after a preparation whose files are elsewhere.
  private byte[] trainAfter(Path preparation, Engine engine) throws Exception {
    try (Stream<Path> files = Files.list(preparation)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    new TestShop(prepared).tasks(folder, engine, TaskListener.NONE).run(TaskId.MODEL_TRAINING);
    return Files.readAllBytes(folder.resolve("model.safetensors"));
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "4", "8"})
  void aStoppedTrainingResumesAfterItsLastRound(int rounds) throws Exception {
    byte[] expected = train(TestShop.local(), TaskListener.NONE);
    Rounds stopped = new Rounds(rounds);
    assertThatThrownBy(() -> train(spark(), stopped)).isInstanceOf(InterruptedException.class);
    assertThat(stopped.heard).hasSize(rounds);
    assertThat(names()).contains("rounds").doesNotContain("model.safetensors");
    Rounds resumed = new Rounds(Integer.MAX_VALUE);
    assertThat(train(spark(), resumed)).isEqualTo(expected);
    assertThat(resumed.heard).hasSize(9 - rounds);
  }

  @Test
  void anotherDriverResumesFromACopyOfWhatWasLeftElsewhere(@TempDir Path elsewhere)
      throws Exception {
    byte[] expected = train(TestShop.local(), TaskListener.NONE);
    assertThatThrownBy(() -> train(spark(), new Rounds(4)))
        .isInstanceOf(InterruptedException.class);
    Path left = Files.move(folder.resolve("rounds"), elsewhere.resolve("rounds"));
    Rounds resumed = new Rounds(Integer.MAX_VALUE);
    Engine moved =
        TestShop.local()
            .withTraining(
                new SparkTraining(context ->
                    LocalSpark.cluster(
                        new TaskFiles(
                            folder,
                            context.files().staging(),
                            folder,
                            WriteGuard.OPEN,
                            new LeftElsewhere(folder, Location.of(left))))));
    assertThat(train(moved, resumed)).isEqualTo(expected);
    assertThat(resumed.heard).hasSize(9 - 4);
    assertThat(left).isNotEmptyDirectory();
    assertThat(names()).doesNotContain("rounds");
  }

  /// Files in a folder, with rounds of another driver.
  private record LeftElsewhere(Path folder, Location rounds) implements TaskStorage {
    @Override
    public void fetch(String name) {}

    @Override
    public List<Location> locations(String name) {
      return List.of(Location.of(folder.resolve(name)));
    }

    @Override
    public String sha256(String name) {
      throw new AssertionError(name);
    }

    @Override
    public Location unfinished(String name) {
      return Location.of(folder.resolve(name));
    }

    @Override
    public List<Location> leftBefore(String name) {
      // The last process was killed before it had copied a round.
      return List.of(Location.of(folder.resolve("nothing")), rounds);
    }

    @Override
    public PartsTarget begin(String name) {
      throw new AssertionError(name);
    }

    @Override
    public void end(String name, List<WrittenPart> parts) {
      throw new AssertionError(name);
    }
  }

  @Test
  void anotherTrainingAndADamagedRoundAreNotResumed() throws Exception {
    byte[] expected = train(TestShop.local(), TaskListener.NONE);
    assertThatThrownBy(() -> train(spark(), new Rounds(4), "training.seed", "2"))
        .isInstanceOf(InterruptedException.class);
    Rounds other = new Rounds(4);
    assertThatThrownBy(() -> train(spark(), other)).isInstanceOf(InterruptedException.class);
    assertThat(other.heard).hasSize(4);
    // The last round was killed while it was named: the one before counts.
    List<Path> done;
    try (Stream<Path> files = Files.list(folder.resolve("rounds"))) {
      done =
          files.filter(file -> file.getFileName().toString().startsWith("done-")).sorted().toList();
    }
    assertThat(done).hasSize(2);
    Files.writeString(done.getLast(), "half a line");
    Rounds resumed = new Rounds(Integer.MAX_VALUE);
    assertThat(train(spark(), resumed)).isEqualTo(expected);
    assertThat(resumed.heard).hasSizeBetween(5, 6);
  }

  /// The trials, their scores, and the vectors of the best.
  @ParameterizedTest
  @CsvSource({"best-trial", "all-orders"})
  void aSearchFindsWhatOneProcessFinds(String last) throws Exception {
    List<Object> expected = search(TestShop.local(), last);
    assertThat(search(spark(), last)).isEqualTo(expected);
    assertThat(names()).doesNotContain("rounds");
  }

  private List<Object> search(Engine engine, String last) throws IOException, InterruptedException {
    copyPrepared();
    new TestShop(prepared)
        .tasks(
            folder,
            engine,
            TaskListener.NONE,
            "tuning.trials",
            "2",
            "tuning.dim",
            "4..16",
            "tuning.final-training",
            last)
        .run(TaskId.MODEL_TUNING);
    List<Object> found = new ArrayList<>();
    for (TrialRecord trial : StudyFile.read(folder.resolve(StudyFile.NAME)).trials()) {
      found.add(List.of(trial.parameters(), trial.status(), trial.scores()));
    }
    found.add(HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("model.safetensors"))));
    Files.delete(folder.resolve(StudyFile.NAME));
    return found;
  }

  private void copyPrepared() throws IOException {
    try (Stream<Path> files = Files.list(prepared)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private byte[] train(Engine engine, TaskListener listener, String... keys)
      throws IOException, InterruptedException {
    copyPrepared();
    TaskFolder tasks = new TestShop(prepared).tasks(folder, engine, listener, keys);
    tasks.run(TaskId.MODEL_TRAINING);
    Path model = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(model);
    Files.delete(model);
    return bytes;
  }

  private static Engine spark() {
    return TestShop.local()
        .withTraining(new SparkTraining(context -> LocalSpark.cluster(context.files())));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /// Stops a training after some rounds.
  private static final class Rounds implements TaskListener, TrainingProgress {
    final List<Integer> heard = new ArrayList<>();
    private final int most;

    Rounds(int most) {
      this.most = most;
    }

    @Override
    public TrainingProgress training() {
      return this;
    }

    @Override
    public void batch(int epoch, int basketsDone, int baskets, long pairsDone, double loss) {
      heard.add(epoch);
    }

    @Override
    public boolean cancelled() {
      return heard.size() >= most;
    }
  }
}
