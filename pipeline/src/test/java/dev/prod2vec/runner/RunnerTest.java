package dev.prod2vec.runner;

import static dev.prod2vec.task.TaskId.BRANCHING;
import static dev.prod2vec.task.TaskId.MODEL_TRAINING;
import static dev.prod2vec.task.TaskId.POST_PROCESSING;
import static dev.prod2vec.task.TaskId.PRE_PROCESS_DATA;
import static dev.prod2vec.task.TaskId.RUN_DATA_QUALITY_CHECKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.InputException;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.Outcome;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.RunState;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.run.TickingClock;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.MemoryFolder;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  private static final List<TaskId> ALL =
      List.of(
          PRE_PROCESS_DATA, RUN_DATA_QUALITY_CHECKS, BRANCHING, MODEL_TRAINING, POST_PROCESSING);

  private final FakeTasks tasks = new FakeTasks();

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Path directory = Path.of("unset");

  @BeforeEach
  void nameTheRun() {
    directory = folder.resolve("runs").resolve("r1");
  }

  @Test
  void walksTheGraphAndRecordsEachTask() {
    run();
    assertThat(tasks.ran()).isEqualTo(ALL);
    Manifest manifest = RunFolder.manifest(directory);
    assertThat(manifest.id()).isEqualTo("r1");
    assertThat(manifest.state()).isEqualTo(RunState.DONE);
    assertThat(manifest.created()).isEqualTo(TickingClock.START);
    assertThat(manifest.tasks()).extracting(TaskRecord::id).isEqualTo(ALL);
    TaskRecord training = manifest.tasks().get(3);
    assertThat(training.outcome()).isEqualTo(Outcome.DONE);
    assertThat(training.attempt()).isEqualTo(1);
    assertThat(training.start()).isEqualTo(Instant.parse("2026-01-02T03:04:12Z"));
    assertThat(training.end()).isEqualTo(Instant.parse("2026-01-02T03:04:13Z"));
    assertThat(training.next()).containsExactly("post_processing");
    assertThat(training.metrics()).containsExactly(Map.entry("lines", 4));
    assertThat(training.inputs()).isEqualTo(manifest.tasks().get(2).outputs());
    assertThat(training.outputs())
        .containsExactly(
            new FileRecord(
                "model_training.txt",
                "1728a550722e46e59ecaa8a9a0efb0a04e6af8e500216aa9a196e5b9c7cfa222",
                66,
                Optional.empty()));
  }

  @Test
  void recordsFilesFromOutsideWithTheirRows() throws IOException {
    Path orders = Files.writeString(folder.resolve("orders.csv"), "a\n1\n");
    tasks.replace(PRE_PROCESS_DATA, reading(orders));
    run();
    FileRecord source = RunFolder.manifest(directory).inputs().getFirst();
    assertThat(source.path()).isEqualTo(orders.toString());
    assertThat(source.rows()).contains(1L);
    assertThat(source.bytes()).isEqualTo(4);
  }

  @Test
  void whatAPipeGaveIsRecordedAndNotAskedAgain() {
    String sha256 = "0abc".repeat(16);
    tasks.replace(
        PRE_PROCESS_DATA,
        context -> {
          Files.writeString(context.files().write("pre_process_data.txt"), "read\n");
          return TaskResult.of(Map.of())
              .withSources(List.of(new TaskResult.Source.Piped("/dev/fd/987", 3, sha256, 20)));
        });
    tasks.replace(MODEL_TRAINING, throwing(new InputException("model: broken")));
    assertThatExceptionOfType(TaskFailedException.class).isThrownBy(this::run);
    assertThat(RunFolder.manifest(directory).inputs())
        .containsExactly(new FileRecord("pipe:/dev/fd/987", sha256, 20, Optional.of(3L)));
    tasks.restore(MODEL_TRAINING);
    tasks.ran();
    List<String> notices = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void notice(String line) {
            notices.add(line);
          }
        };
    try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
      new Runner(tasks::body, new TickingClock(), listener).run(run);
    }
    assertThat(tasks.ran()).containsExactly(MODEL_TRAINING, POST_PROCESSING);
    assertThat(notices)
        .containsExactly(
            "/dev/fd/987 was a pipe and is not read again; what the run read of it is used");
  }

  @Test
  void theTasksOneByOneGiveTheSameFilesAsARun() throws IOException {
    run();
    Map<String, String> atOnce = contents();
    delete();
    TickingClock clock = new TickingClock();
    Run.create(new FolderPlace(directory), Config.DEFAULT, clock.instant()).close();
    for (TaskId task : ALL) {
      try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
        new Runner(tasks::body, clock, RunListener.NONE).runOne(run, task);
      }
    }
    assertThat(contents()).isEqualTo(atOnce);
  }

  @Test
  void resumesAfterTheLastTaskThatIsDone() {
    tasks.replace(MODEL_TRAINING, throwing(new InputException("model: broken")));
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(this::run)
        .withMessage("model: broken")
        .satisfies(e -> assertThat(e.failure().exitCode()).isEqualTo(ExitCode.FAILED));
    TaskRecord failed = RunFolder.manifest(directory).tasks().getLast();
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.message()).contains("model: broken");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(RunFolder.manifest(directory).state()).isEqualTo(RunState.FAILED);
    tasks.ran();

    tasks.restore(MODEL_TRAINING);
    resume();
    assertThat(tasks.ran()).containsExactly(MODEL_TRAINING, POST_PROCESSING);
    assertThat(RunFolder.manifest(directory).state()).isEqualTo(RunState.DONE);
    assertThat(RunFolder.manifest(directory).tasks().get(3).attempt()).isEqualTo(2);
    resume();
    assertThat(tasks.ran()).isEmpty();
  }

  @Test
  void anInterruptStopsTheTaskAndTheRunCanBeResumed() {
    tasks.replace(
        MODEL_TRAINING,
        context -> {
          Files.writeString(context.files().write("half.txt"), "half");
          Thread.currentThread().interrupt();
          Thread.sleep(60_000);
          throw new AssertionError("sleep ends at once");
        });
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(this::run)
        .satisfies(e -> assertThat(e.failure().exitCode()).isEqualTo(ExitCode.INTERRUPTED));
    Manifest manifest = RunFolder.manifest(directory);
    assertThat(manifest.state()).isEqualTo(RunState.INTERRUPTED);
    assertThat(manifest.tasks().getLast().exitCode()).isEqualTo(130);
    assertThat(names()).doesNotContain("half.txt").noneMatch(name -> name.contains("staging"));

    tasks.restore(MODEL_TRAINING);
    resume();
    assertThat(RunFolder.manifest(directory).state()).isEqualTo(RunState.DONE);
  }

  @Test
  void anInterruptThatATaskDoesNotHearStopsTheRunAfterIt() {
    tasks.replace(
        BRANCHING,
        context -> {
          Thread.currentThread().interrupt();
          return TaskResult.of(Map.of()).withNext(MODEL_TRAINING);
        });
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(this::run)
        .satisfies(e -> assertThat(e.failure().exitCode()).isEqualTo(ExitCode.INTERRUPTED));
    assertThat(Thread.interrupted()).isFalse();
    assertThat(tasks.ran()).doesNotContain(MODEL_TRAINING);
    assertThat(RunFolder.manifest(directory).state()).isEqualTo(RunState.INTERRUPTED);
  }

  @Test
  void aKilledAttemptLeavesNothingOnceTheRunIsOpened() throws IOException {
    tasks.replace(POST_PROCESSING, throwing(new IOException("killed")));
    assertThatExceptionOfType(TaskFailedException.class).isThrownBy(this::run);
    Files.delete(directory.resolve("task-post_processing.json"));
    Path staging = Files.createDirectories(directory.resolve(".term-1/post_processing/staging"));
    Files.writeString(staging.resolve("half.txt"), "half");
    assertThat(RunFolder.manifest(directory).state()).isEqualTo(RunState.UNFINISHED);
    Run.open(new FolderPlace(directory), Config.SCHEMA).close();
    assertThat(names()).noneMatch(name -> name.contains("attempt") || name.contains("half"));
  }

  @Test
  void whatAStoppedAttemptLeavesIsThereForTheNextAndGoneInTheEnd() {
    tasks.replace(
        MODEL_TRAINING,
        context -> {
          Files.writeString(context.files().unfinished("checkpoint"), "half way");
          throw new InterruptedException();
        });
    assertThatExceptionOfType(TaskFailedException.class).isThrownBy(this::run);
    tasks.replace(
        MODEL_TRAINING,
        context -> {
          assertThat(context.files().unfinished("checkpoint")).hasContent("half way");
          return TaskResult.of(Map.of());
        });
    resume();
    assertThat(names())
        .contains("task-post_processing.json")
        .noneMatch(name -> name.contains("checkpoint"));
    assertThat(directory.resolve(".term-2")).doesNotExist();
  }

  @Test
  void aFullDiskIsOneMessageAndLeavesNothingHalfWritten() {
    tasks.replace(
        POST_PROCESSING,
        context -> {
          Path file = Files.writeString(context.files().write("vectors.csv"), "half");
          throw new FileSystemException(file.toString(), null, "No space left on device");
        });
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(this::run)
        .withMessage(
            directory.resolve(".term-1/post_processing/staging").resolve("vectors.csv")
                + ": No space left on device");
    assertThat(names()).doesNotContain("vectors.csv").noneMatch(name -> name.contains("staging"));
  }

  @Test
  void aRefusalKeepsTheFilesAndStopsTheRun() {
    tasks.replace(
        RUN_DATA_QUALITY_CHECKS,
        context -> {
          Files.writeString(context.files().write("quality.html"), "bad");
          return TaskResult.of(Map.of("failed", 1))
              .withRefusal(new Failure(ExitCode.DATA_QUALITY, "check x failed"));
        });
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(this::run)
        .withMessage("check x failed")
        .satisfies(e -> assertThat(e.failure().exitCode()).isEqualTo(ExitCode.DATA_QUALITY));
    assertThat(tasks.ran()).containsExactly(PRE_PROCESS_DATA, RUN_DATA_QUALITY_CHECKS);
    TaskRecord refused = RunFolder.manifest(directory).tasks().getLast();
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.metrics()).containsEntry("failed", 1);
    assertThat(refused.next()).isEmpty();
    assertThat(names()).contains("quality.html");
  }

  @Test
  void wrongUseFoundByTheFirstTaskLeavesNoRun() {
    tasks.replace(PRE_PROCESS_DATA, throwing(new WrongUseException("orders.csv: no such file")));
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(this::run)
        .satisfies(e -> assertThat(e.failure().exitCode()).isEqualTo(ExitCode.WRONG_USE));
    assertThat(directory).doesNotExist();
  }

  @Test
  void aTaskWhoseTaskBeforeIsNotDoneRefuses() {
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> runOne(MODEL_TRAINING))
        .withMessageStartingWith("model_training cannot run yet in " + directory)
        .withMessageContaining("hint: prod2vec task branching --run-dir " + directory);
    runOne(PRE_PROCESS_DATA);
    runOne(RUN_DATA_QUALITY_CHECKS);
    runOne(BRANCHING);
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> runOne(TaskId.MODEL_TUNING));
  }

  @Test
  void aTaskThatIsRunAgainMakesTheTasksAfterItUndone() {
    run();
    tasks.ran();
    TaskRecord again = runOne(BRANCHING);
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(RunFolder.manifest(directory).state()).isEqualTo(RunState.UNFINISHED);
    assertThat(names())
        .doesNotContain("model_training.txt", "task-post_processing.json")
        .contains("branching.txt", "run_data_quality_checks.txt");
    resume();
    assertThat(tasks.ran()).containsExactly(BRANCHING, MODEL_TRAINING, POST_PROCESSING);
  }

  @Test
  void aChangedInputOrFileIsSaidBeforeAnythingRuns() throws IOException {
    Path orders = Files.writeString(folder.resolve("orders.csv"), "a\n1\n");
    tasks.replace(PRE_PROCESS_DATA, reading(orders));
    tasks.replace(POST_PROCESSING, throwing(new InputException("broken")));
    assertThatExceptionOfType(TaskFailedException.class).isThrownBy(this::run);
    tasks.ran();

    Files.writeString(orders, "a\n2\n");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(this::resume)
        .withMessageStartingWith(orders + ": has changed since the run used it");
    Files.delete(orders);
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(this::resume)
        .withMessageStartingWith(orders + ": is gone since the run used it");
    Files.writeString(orders, "a\n1\n");
    Files.writeString(directory.resolve("model_training.txt"), "other");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(this::resume)
        .withMessageStartingWith(directory.resolve("model_training.txt") + ": has changed");
    assertThat(tasks.ran()).isEmpty();
  }

  @Test
  void theListenerHearsEachTaskBeginAndEnd() {
    List<String> heard = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void started(TaskId task) {
            heard.add(task.id());
          }

          @Override
          public void finished(TaskRecord attempt) {
            heard.add(attempt.task() + " " + attempt.outcome());
          }
        };
    tasks.replace(RUN_DATA_QUALITY_CHECKS, throwing(new InputException("broken")));
    try (Run run = Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START)) {
      Runner runner = new Runner(tasks::body, new TickingClock(), listener);
      assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> runner.run(run));
    }
    assertThat(heard)
        .containsExactly(
            "pre_process_data",
            "pre_process_data DONE",
            "run_data_quality_checks",
            "run_data_quality_checks FAILED");
  }

  private void run() {
    TickingClock clock = new TickingClock();
    try (Run run = Run.create(new FolderPlace(directory), Config.DEFAULT, clock.instant())) {
      new Runner(tasks::body, clock, RunListener.NONE).run(run);
    }
  }

  private void resume() {
    try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
      new Runner(tasks::body, new TickingClock(), RunListener.NONE).run(run);
    }
  }

  private TaskRecord runOne(TaskId task) {
    try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
      return new Runner(tasks::body, new TickingClock(), RunListener.NONE).runOne(run, task);
    }
  }

  private List<String> names() {
    return List.copyOf(contents().keySet());
  }

  private Map<String, String> contents() {
    try {
      Map<String, String> contents = new TreeMap<>();
      for (Path file : Tree.files(directory)) {
        // The lease counts processes.
        if (!file.toString().equals(Lease.FILE)) {
          contents.put(file.toString(), Files.readString(directory.resolve(file)));
        }
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete() throws IOException {
    Tree.delete(directory);
  }

  private static Task reading(Path orders) {
    return context -> {
      Files.writeString(context.files().write("pre_process_data.txt"), "read\n");
      return TaskResult.of(Map.of())
          .withSources(List.of(new TaskResult.Source.OfFile(orders.toString(), 1)));
    };
  }

  private static Task throwing(Exception e) {
    return _ -> {
      switch (e) {
        case IOException io -> throw io;
        case RuntimeException other -> throw other;
        default -> throw new AssertionError(e);
      }
    };
  }
}
