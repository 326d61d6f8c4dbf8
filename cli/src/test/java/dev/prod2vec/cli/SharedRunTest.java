package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.runner.RunListener;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What commands say of a run that another process works on.
class SharedRunTest {
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");
  private static final List<TaskId> BEFORE_TRAINING =
      List.of(TaskId.PRE_PROCESS_DATA, TaskId.RUN_DATA_QUALITY_CHECKS, TaskId.BRANCHING);

  private final Terminal terminal = new Terminal();
  @TempDir private Path folder;

  private Path runs() {
    return folder.resolve("runs");
  }

  private Path directory() {
    return runs().resolve("r");
  }

  @Test
  void aSecondProcessRefusesAndDisturbsNothing() throws IOException {
    try (Run run = Run.create(new FolderPlace(directory()), Config.DEFAULT, CREATED)) {
      work(run, TaskId.PRE_PROCESS_DATA);
      Map<String, String> before = contents();
      String runDir = directory().toString();
      for (String[] words :
          new String[][] {
            {"run", "--resume", "r", "--out", runs().toString()},
            {"task", "run_data_quality_checks", "--run-dir", runDir},
            {"task", "pre_process_data", "--run-dir", runDir}
          }) {
        assertThat(terminal.run(words)).isEqualTo(2);
        assertThat(terminal.err())
            .startsWith("error: " + runDir + ": another process works on this run (term 1, ");
        assertThat(terminal.out()).isEmpty();
      }
      assertThat(contents()).isEqualTo(before);
      assertThat(terminal.run("runs", "--out", runs().toString())).isZero();
      assertThat(terminal.out().lines().toList().getLast()).startsWith("r ").contains("running");
    }
    assertThat(terminal.run("runs", "--out", runs().toString())).isZero();
    assertThat(terminal.out()).doesNotContain("running");
  }

  @Test
  @Timeout(300)
  void aTryThatWaitedForOneThatFinishedHasTheSameRecord() throws Exception {
    TaskRecord first;
    TaskRecord again;
    try (var other = Executors.newSingleThreadExecutor()) {
      Future<Integer> exit;
      try (Run run = Run.create(new FolderPlace(directory()), Config.DEFAULT, CREATED)) {
        BEFORE_TRAINING.forEach(task -> work(run, task));
        first = work(run, TaskId.MODEL_TRAINING);
        exit =
            other.submit(() ->
                terminal.run(
                    "task", "model_training", "--run-dir", directory().toString(), "--wait"));
        while (!terminal.err().contains("waiting: ")) {
          assertThat(exit.isDone()).as(terminal.err()).isFalse();
          Thread.sleep(5);
        }
        again = work(run, TaskId.MODEL_TRAINING);
      }
      assertThat(exit.get()).isZero();
    }
    assertThat(again.attempt()).isEqualTo(1 + first.attempt());
    assertThat(terminal.out()).isEqualTo(Json.line(again) + "\n");
    assertThat(terminal.err())
        .containsOnlyOnce(
            "waiting: " + directory() + ": another process works on this run (term 1, process ")
        .contains("model_training: the other process has done it");
  }

  /// Stands for the work of a task, a minute after the command has begun.
  private static TaskRecord work(Run run, TaskId id) {
    Clock later = Clock.fixed(CREATED.plusSeconds(60), ZoneOffset.UTC);
    return new Runner(
            _ ->
                context -> {
                  Files.writeString(context.files().write(id + ".txt"), id.toString());
                  TaskResult result = TaskResult.of(Map.of());
                  return id == TaskId.BRANCHING ? result.withNext(TaskId.MODEL_TRAINING) : result;
                },
            later,
            RunListener.NONE)
        .runOne(run, id);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Sha256.of(file));
      }
    }
    return contents;
  }
}
