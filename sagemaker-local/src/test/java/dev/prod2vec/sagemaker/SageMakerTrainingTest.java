package dev.prod2vec.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.runner.RunListener;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.runner.TaskFailedException;
import dev.prod2vec.sagemakerlocal.LocalSageMaker;
import dev.prod2vec.store.FolderStore;
import dev.prod2vec.store.Stores;
import dev.prod2vec.study.StudyFile;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.task.EarlierRun;
import dev.prod2vec.task.EarlierRuns;
import dev.prod2vec.task.LocalEngine;
import dev.prod2vec.task.LocalTraining;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import dev.prod2vec.task.Tasks;
import dev.prod2vec.task.TrainingService;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;

class SageMakerTrainingTest {
  private static final Duration POLL = Duration.ofMillis(100);

  @TempDir private Path folder;
  // Read by the test while the run's threads add to them.
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<Integer> epochs = new CopyOnWriteArrayList<>();
  private FolderStore store;
  private LocalSageMaker sageMaker;
  private boolean asleep;

  SageMakerTrainingTest() {
    store = new FolderStore(Path.of("unset"), Path.of("unset"));
  }

  @BeforeEach
  void start() throws IOException {
    store = new FolderStore(folder.resolve("store"), folder.resolve("work"));
    sageMaker =
        LocalSageMaker.start(
            store,
            Files.createDirectories(folder.resolve("jobs")),
            // Without SIMD, which would take longer to start than these trainings take, and where
            // digits are not ASCII.
            List.of(
                "-Duser.language=ar",
                "-Duser.country=EG",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    sageMaker.close();
  }

  @Test
  void aRunWithJobsEndsWithTheBytesOfALocalRunThoughCallsAreThrottled() throws IOException {
    Config config = Shop.config(folder);
    try (ThrottlingProxy proxy = ThrottlingProxy.before(sageMaker, 4);
        Run local = run("local", config);
        Run remote = run("remote", config)) {
      runner(new LocalTraining()).run(local);
      runner(service(proxy)).run(remote);
      assertThat(proxy.refused()).isEqualTo(4);
      for (String name :
          List.of("model.safetensors", "evaluation.json", "vectors.parquet", "neighbours.csv")) {
        assertThat(remote.directory().resolve(name))
            .as(name)
            .hasSameBinaryContentAs(local.directory().resolve(name));
      }
      assertThat(record(remote, TaskId.MODEL_TRAINING).metrics())
          .containsEntry("epochs", 3)
          .containsEntry(
              "bestEpoch", record(local, TaskId.MODEL_TRAINING).metrics().get("bestEpoch"));
    }
    assertThat(epochs.subList(epochs.size() - 3, epochs.size())).containsExactly(1, 2, 3);
    assertThat(notices).anyMatch(line -> line.startsWith("training job prod2vec-remote-"));
    assertThat(notices)
        .contains("  training: Training image download completed. Training in progress.");
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void aJobStartsFromAnEarlierRunAsThisProcessDoes() throws IOException {
    Config config = Shop.config(folder);
    Config again = Shop.config(folder, "start.from", "yesterday");
    try (Run yesterday = run("yesterday", config);
        Run local = run("local", again);
        Run remote = run("remote", again)) {
      runner(new LocalTraining()).run(yesterday);
      EarlierRuns earlier =
          _ ->
              Optional.of(
                  new EarlierRun(
                      "yesterday", yesterday.directory(), yesterday.manifest().config()));
      runner(new LocalTraining(), earlier).run(local);
      runner(service(), earlier).run(remote);
      assertThat(remote.directory().resolve("model.safetensors"))
          .hasSameBinaryContentAs(local.directory().resolve("model.safetensors"));
      assertThat(Files.readString(remote.directory().resolve("evaluation.json")))
          .contains("\"run\" : \"yesterday\"");
    }
  }

  @Test
  void aJobTrainsOnBasketsInPartsAsOnAFile() throws Exception {
    Config config = Shop.config(folder);
    try (Run whole = run("whole", config);
        Run parted = run("parted", config)) {
      runner(new LocalTraining()).run(whole);
      Task preparation =
          Tasks.of(TaskId.PRE_PROCESS_DATA, _ -> LocalEngine.of(Map.of(), Stores.local()));
      Task inParts =
          context -> {
            TaskResult result = preparation.run(context);
            split(context.files().write("baskets.parquet"));
            return result;
          };
      new Runner(_ -> inParts, Clock.systemUTC(), RunListener.NONE)
          .runOne(parted, TaskId.PRE_PROCESS_DATA);
      runner(service()).run(parted);
      assertThat(parted.directory().resolve("baskets.parquet")).isDirectory();
      for (String name : List.of("model.safetensors", "evaluation.json")) {
        assertThat(parted.directory().resolve(name))
            .as(name)
            .hasSameBinaryContentAs(whole.directory().resolve(name));
      }
    }
  }

  /// Makes a file a folder of two parts, with names as a cluster gives them.
  private static void split(Path table) throws IOException {
    Path file = Files.move(table, table.resolveSibling("whole.parquet"));
    Files.createDirectory(table);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (int part = 0; part < 2; part++) {
        statement.execute(
            "COPY (FROM '%s' LIMIT %s OFFSET %s) TO '%s' (FORMAT parquet)"
                .formatted(
                    file,
                    part == 0 ? 100 : 1_000,
                    100 * part,
                    table.resolve(PartFiles.name(part, "1-abc"))));
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    Files.delete(file);
  }

  @Test
  void whatAJobSaysOfItsFailureIsTheMessageOfTheTask() throws IOException {
    Config config = Shop.config(folder, "training.learning-rate", "1e30");
    try (Run run = prepared("run", config)) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> runner(service()).runOne(run, TaskId.MODEL_TRAINING))
          .satisfies(e -> assertThat(e.failure().exitCode()).isEqualTo(ExitCode.FAILED))
          .satisfies(e ->
              assertThat(e.failure().message())
                  .contains("failed: AlgorithmError: training diverged in epoch 1")
                  .contains("exit code: 1"));
    }
  }

  @Test
  void aTaskThatIsTriedAgainFollowsTheJobThatItBegan() throws Exception {
    Config config =
        Shop.config(
            folder, "sagemaker.detach", "true", "training.epochs", "150", "training.patience", "0");
    try (Run run = prepared("run", config)) {
      TaskFailedException stopped = interruptedWhen(run, line -> line.startsWith("  training:"));
      assertThat(stopped.failure().exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(notices)
          .anyMatch(line -> line.contains("keeps running; resuming the run finds it again"));
      runner(service()).runOne(run, TaskId.MODEL_TRAINING);
      assertThat(notices).anyMatch(line -> line.contains("is already running; following it"));
      assertThat(jobs()).hasSize(1);
      assertSameModelAsLocal(run, config);
      // What is done is found again too.
      runner(service()).runOne(run, TaskId.MODEL_TRAINING);
      assertThat(notices).anyMatch(line -> line.contains("is already done; using its result"));
      assertThat(jobs()).hasSize(1);
    }
  }

  @Test
  void aJobThatIsStoppedLeavesACheckpointFromWhichTheNextResumesToTheSameBytes() throws Exception {
    Config config = Shop.config(folder, "training.epochs", "150", "training.patience", "0");
    try (Run run = prepared("run", config)) {
      TaskFailedException stopped = interruptedWhen(run, _ -> sleepsWithACheckpoint());
      signal("CONT");
      assertThat(stopped.failure().exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      epochs.clear();
      runner(service()).runOne(run, TaskId.MODEL_TRAINING);
      assertThat(jobs())
          .extracting(TrainingJobSummary::trainingJobStatus)
          .containsExactly(TrainingJobStatus.STOPPED, TrainingJobStatus.COMPLETED);
      assertThat(epochs.getFirst()).isGreaterThan(1);
      assertSameModelAsLocal(run, config);
    }
  }

  @Test
  void aJobWhoseMachineIsTakenAwayResumesFromItsCheckpointToTheSameBytes() throws Exception {
    Config config =
        Shop.config(
            folder, "sagemaker.spot", "true", "training.epochs", "150", "training.patience", "0");
    try (Run run = prepared("run", config)) {
      Thread taking =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                while (!sleepsWithACheckpoint()) {
                  sleep();
                }
                signal("TERM");
                signal("CONT");
              });
      runner(service()).runOne(run, TaskId.MODEL_TRAINING);
      assertThat(taking.join(Duration.ofMinutes(1))).isTrue();
      assertThat(notices).anyMatch(line -> line.startsWith("  interrupted:"));
      assertThat(jobs()).hasSize(1);
      assertThat(Collections.frequency(epochs, 1)).isEqualTo(1);
      assertSameModelAsLocal(run, config);
    }
  }

  @Test
  void otherDataAreAnotherJob() throws IOException {
    Config config = Shop.config(folder);
    try (Run run = prepared("run", config)) {
      runner(service()).runOne(run, TaskId.MODEL_TRAINING);
      Files.writeString(
          folder.resolve("orders.csv"),
          Files.readString(folder.resolve("orders.csv")) + newOrders());
      prepare(run);
      runner(service()).runOne(run, TaskId.MODEL_TRAINING);
      assertThat(jobs()).hasSize(2);
      assertSameModelAsLocal(run, config);
    }
  }

  @Test
  void aSearchWhoseTrialFailsContinuesAndIsAnalysedAsALocalOne() throws IOException {
    Config config =
        Shop.config(
            folder,
            "tune",
            "true",
            "tuning.trials",
            "5",
            "tuning.parallel",
            "2",
            "tuning.dim",
            "4..16",
            "tuning.learning-rate",
            "0.01..1e30 log",
            "tuning.noise-exponent",
            "",
            "tuning.dropout",
            "",
            "tuning.final-training",
            "best-trial");
    try (Run run = run("run", config)) {
      runner(service()).run(run);
      List<TrialRecord> trials = StudyFile.read(run.directory().resolve(StudyFile.NAME)).trials();
      assertThat(trials).hasSize(5);
      assertThat(trials)
          .extracting(TrialRecord::status)
          .contains(TrialRecord.Status.FAILED, TrialRecord.Status.COMPLETED);
      assertThat(trials)
          .filteredOn(trial -> trial.status() == TrialRecord.Status.FAILED)
          .allSatisfy(
              trial -> assertThat(trial.message().orElseThrow()).contains("training diverged"));
      assertThat(run.directory().resolve("tuning.html")).isNotEmptyFile();
      assertThat(run.directory().resolve("tuning.csv")).isNotEmptyFile();
      assertThat(run.directory().resolve("report.html")).isNotEmptyFile();
      assertThat(jobs()).hasSize(5);
    }
  }

  /// So many that some are for training, whatever their ids.
  private static String newOrders() {
    return IntStream.range(10_000, 10_030)
        .mapToObj("%1$d,p1\n%1$d,p2\n"::formatted)
        .collect(Collectors.joining());
  }

  private void assertSameModelAsLocal(Run run, Config config) throws IOException {
    Path model = run.directory().resolve("model.safetensors");
    byte[] remote = Files.readAllBytes(model);
    try (Run local = prepared("local" + System.nanoTime(), config)) {
      runner(new LocalTraining()).runOne(local, TaskId.MODEL_TRAINING);
      assertThat(remote)
          .isEqualTo(Files.readAllBytes(local.directory().resolve("model.safetensors")));
    }
  }

  /// Runs the training in a thread that is interrupted once a notice says so.
  private TaskFailedException interruptedWhen(Run run, Predicate<String> now)
      throws InterruptedException {
    List<TaskFailedException> thrown = new CopyOnWriteArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    Thread worker =
        Thread.ofPlatform()
            .start(() -> {
              try {
                runner(service()).runOne(run, TaskId.MODEL_TRAINING);
              } catch (TaskFailedException e) {
                thrown.add(e);
              } finally {
                ended.countDown();
              }
            });
    while (ended.getCount() > 0 && notices.stream().noneMatch(now)) {
      sleep();
    }
    worker.interrupt();
    ended.await();
    assertThat(thrown).hasSize(1);
    return thrown.getFirst();
  }

  /// Lets the job sleep once it has a checkpoint, however fast it would be done.
  ///
  /// @return whether the store has one too
  private boolean sleepsWithACheckpoint() {
    if (!asleep && hasCheckpoint(folder.resolve("jobs"))) {
      signal("STOP");
      asleep = true;
    }
    return asleep && hasCheckpoint(folder.resolve("store/bucket"));
  }

  private static boolean hasCheckpoint(Path below) {
    try (var all = Files.walk(below)) {
      return all.anyMatch(file -> file.endsWith("checkpoint.safetensors"));
    } catch (IOException | UncheckedIOException _) {
      // It is not there, or was changed meanwhile.
      return false;
    }
  }

  /// Tells the containers, the only processes that are left here.
  private static void signal(String name) {
    for (ProcessHandle container : ProcessHandle.current().children().toList()) {
      try {
        String pid = Long.toString(container.pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private List<TrainingJobSummary> jobs() {
    try (Connection connection = connection()) {
      return connection
          .jobs()
          .listTrainingJobsPaginator(list -> list.sortOrder("Ascending"))
          .trainingJobSummaries()
          .stream()
          .toList();
    }
  }

  private Connection connection() {
    return Connections.to(sageMaker, store, POLL, () -> {});
  }

  private TrainingService service() {
    return service(sageMaker);
  }

  private TrainingService service(LocalService behind) {
    return new SageMakerTraining(_ -> Connections.to(behind, store, POLL, () -> {}));
  }

  private Run run(String id, Config config) {
    return Run.create(
        new FolderPlace(folder.resolve("runs").resolve(id)), config, Clock.systemUTC().instant());
  }

  /// A run whose next task is the training.
  private Run prepared(String id, Config config) {
    Run run = run(id, config);
    prepare(run);
    return run;
  }

  private void prepare(Run run) {
    for (TaskId task :
        List.of(TaskId.PRE_PROCESS_DATA, TaskId.RUN_DATA_QUALITY_CHECKS, TaskId.BRANCHING)) {
      runner(new LocalTraining()).runOne(run, task);
    }
  }

  private static TaskRecord record(Run run, TaskId task) {
    return run.record(task).orElseThrow();
  }

  private Runner runner(TrainingService service) {
    return runner(service, EarlierRuns.NONE);
  }

  private Runner runner(TrainingService service, EarlierRuns earlier) {
    RunListener listener =
        new RunListener() {
          @Override
          public void notice(String line) {
            notices.add(line);
          }

          @Override
          public TrainingProgress training() {
            return new TrainingProgress() {
              @Override
              public void epoch(EpochMetrics metrics) {
                epochs.add(metrics.epoch());
              }
            };
          }
        };
    return new Runner(
        id ->
            Tasks.of(
                id, _ -> LocalEngine.of(Map.of(), Stores.local()).withTraining(service), earlier),
        Clock.systemUTC(),
        listener);
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
