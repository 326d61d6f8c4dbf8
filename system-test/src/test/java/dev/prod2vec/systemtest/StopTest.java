package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that are stopped while they train, and runs that meet.
class StopTest {
  /// Long enough to be stopped, short enough to be waited for.
  private static final String[] LONG = {
    "--dim", "64", "--epochs", "100", "--training.patience", "0"
  };

  @TempDir static Path undisturbed;
  private static String wholeModel = "";

  @TempDir Path directory;
  @RegisterExtension final Background background = new Background();

  @BeforeAll
  static void trainUndisturbed() {
    SmallShop.write(undisturbed);
    var whole = new CommandLine(undisturbed).run(arguments("--out", "whole"));
    assertThat(whole.exit()).as(whole.err()).isZero();
    Path run = FinishedRun.onlyRun(undisturbed.resolve("whole"));
    wholeModel = Folder.sha256(run.resolve("model.safetensors"));
  }

  @BeforeEach
  void writeTheShop() {
    SmallShop.write(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalInTheMiddleOfTrainingEndsWith130AndTheRunCanBeResumed(String signal)
      throws Exception {
    var running = startTraining();
    Path run = FinishedRun.onlyRun(directory.resolve("runs"));
    Map<String, String> before = Folder.contents(run);
    Background.signal(running, signal);
    Background.signal(running, "CONT");
    var stopped = CommandLine.await(running);

    assertThat(stopped.exit()).as(stopped.err()).isEqualTo(130);
    assertThat(stopped.out()).isEmpty();
    assertThat(stopped.err()).contains("interrupted", "--resume").doesNotContain("\tat ");
    assertThat(Folder.files(run))
        .contains("task-model_training.json")
        .doesNotContain("model.safetensors")
        .noneMatch(file -> file.contains("staging") || file.endsWith(".tmp"));
    assertThat(Files.readString(run.resolve("task-model_training.json"))).contains("INTERRUPTED");

    var resumed = command().run("run", "--resume", run.getFileName().toString());
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(Folder.files(run)).contains("model.safetensors", "report.html");
    // What was done before was not done again.
    assertThat(Folder.contents(run))
        .containsEntry("task-pre_process_data.json", before.get("task-pre_process_data.json"))
        .containsEntry("baskets.parquet", before.get("baskets.parquet"));
  }

  @Test
  void aRunThatIsKilledOutrightResumesToTheSameVectors() throws Exception {
    var running = startTraining();
    Path run = FinishedRun.onlyRun(directory.resolve("runs"));
    running.process().destroyForcibly().waitFor();
    assertThat(Folder.files(run)).doesNotContain("model.safetensors", "task-model_training.json");

    var resumed = command().run("run", "--resume", run.getFileName().toString());
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(Folder.files(run)).noneMatch(file -> file.contains("staging"));

    assertSameVectors(run);
  }

  @Test
  void whenTheProcessThatTrainsIsKilledTheOneThatWaitsTrainsToTheSameVectors() throws Exception {
    Path run = prepare();
    var works = start(tryTraining(run));
    Background.await(works, () -> hasUnfinished(run, "checkpoint.safetensors"));
    pause(works, run);
    var waits = start(tryTraining(run));
    Background.await(waits, () -> Files.readString(waits.err()).contains("waiting: "));
    works.process().destroyForcibly().waitFor();

    var left = CommandLine.await(waits);
    assertThat(left.exit()).as(left.err()).isZero();
    assertThat(left.out().lines()).hasSize(1);
    assertThat(left.out()).contains("\"outcome\":\"DONE\"");
    assertSameVectors(run);
  }

  @Test
  void aTryThatWasPausedTooLongPublishesNothing() throws Exception {
    Path run = prepare();
    var paused = start(tryTraining(run));
    Background.await(paused, () -> hasUnfinished(run, "checkpoint.safetensors"));
    Background.pause(paused, run);
    // As if half a minute had gone by.
    Files.setLastModifiedTime(run.resolve(".lease.json"), FileTime.from(Instant.EPOCH));
    var second = CommandLine.await(start(tryTraining(run)));
    assertThat(second.exit()).as(second.err()).isZero();
    Map<String, String> result = Folder.contents(run);
    Background.signal(paused, "CONT");
    var late = CommandLine.await(paused);
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.out()).isEmpty();
    assertThat(late.err()).contains("was taken over", "publishes nothing").doesNotContain("\tat ");
    assertThat(Folder.contents(run)).isEqualTo(result);
  }

  /// A run of which all is done that comes before the training.
  private Path prepare() {
    Path run = directory.resolve("prepared");
    List<String> words =
        new ArrayList<>(List.of("task", "pre_process_data", "--run-dir", run.toString()));
    List<String> shop = List.of(arguments());
    words.addAll(shop.subList(1, shop.size()));
    for (String[] command :
        List.of(
            words.toArray(String[]::new),
            new String[] {"task", "run_data_quality_checks", "--run-dir", run.toString()},
            new String[] {"task", "branching", "--run-dir", run.toString()})) {
      var done = command().run(command);
      assertThat(done.exit()).as(done.err()).isZero();
    }
    return run;
  }

  private static String[] tryTraining(Path run) {
    return new String[] {"task", "model_training", "--run-dir", run.toString(), "--wait"};
  }

  private static void assertSameVectors(Path run) {
    assertThat(Folder.sha256(run.resolve("model.safetensors"))).isEqualTo(wholeModel);
  }

  private CommandLine command() {
    return new CommandLine(directory);
  }

  private static String[] arguments(String... more) {
    List<String> words = new ArrayList<>(List.of(LONG));
    words.addAll(List.of(more));
    return SmallShop.run(words.toArray(String[]::new));
  }

  private CommandLine.Running start(String... words) {
    return background.start(command(), words);
  }

  /// Starts a long run, waits until it trains, and lets it sleep there, alive and however fast it
  /// would be done.
  private CommandLine.Running startTraining() throws Exception {
    var running = start(arguments());
    Path runs = directory.resolve("runs");
    Background.await(running, () -> trains(runs));
    pause(running, FinishedRun.onlyRun(runs));
    return running;
  }

  /// Lets a command sleep, and nobody take it for dead: its heart does not beat meanwhile.
  private static void pause(CommandLine.Running running, Path run) throws Exception {
    Background.pause(running, run);
    Files.setLastModifiedTime(
        run.resolve(".lease.json"), FileTime.from(Instant.now().plus(Duration.ofHours(1))));
  }

  private static boolean trains(Path runs) throws IOException {
    if (!Files.isDirectory(runs)) {
      return false;
    }
    try (var entries = Files.newDirectoryStream(runs)) {
      for (Path run : entries) {
        if (hasUnfinished(run, "checkpoint.safetensors")) {
          return true;
        }
      }
      return false;
    }
  }

  /// Whether an unfinished training has written a file. Whatever else comes and goes meanwhile is
  /// not looked at.
  private static boolean hasUnfinished(Path run, String name) throws IOException {
    try (var terms = Files.newDirectoryStream(run, ".term-*")) {
      for (Path term : terms) {
        if (Files.exists(term.resolve("model_training").resolve(name))) {
          return true;
        }
      }
      return false;
    }
  }
}
