package dev.prod2vec.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.lease.Leases;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.MemoryFolder;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  @Test
  void keepsTheWholeConfig() {
    Config config =
        Config.SCHEMA
            .load(
                Optional.empty(),
                Map.of(),
                Map.of("training.dim", List.of("3"), "orders.files", List.of("a.csv,b.csv")))
            .config();
    Run.create(new FolderPlace(folder.resolve("r")), config, TickingClock.START).close();
    try (Run run = Run.open(new FolderPlace(folder.resolve("r")), Config.SCHEMA)) {
      assertThat(run.config()).isEqualTo(config);
      assertThat(run.created()).isEqualTo(TickingClock.START);
    }
  }

  @Test
  void aSecondOneOnTheDirectoryRefuses() {
    Path directory = folder.resolve("r");
    try (Run _ = Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START)) {
      assertThatExceptionOfType(WrongUseException.class)
          .isThrownBy(() -> Run.open(new FolderPlace(directory), Config.SCHEMA))
          .withMessageStartingWith(directory + ": another process works on this run");
      assertThat(Leases.isHeld(directory)).isTrue();
    }
    assertThat(Leases.isHeld(directory)).isFalse();
    Run.open(new FolderPlace(directory), Config.SCHEMA).close();
  }

  @Test
  void aProcessThatWasKilledHoldsNoLease() throws IOException, InterruptedException {
    Path directory = folder.resolve("r");
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('x');
      assertThatExceptionOfType(WrongUseException.class)
          .isThrownBy(() -> Run.open(new FolderPlace(directory), Config.SCHEMA));
      assertThat(new RunFolder(folder).list(_ -> {}).getFirst().activity())
          .isEqualTo(RunFolder.Activity.RUNNING);
    } finally {
      holder.destroyForcibly();
    }
    holder.waitFor();
    Run.open(new FolderPlace(directory), Config.SCHEMA).close();
  }

  @Test
  void aFolderThatHoldsSomethingElseIsRefused() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "mine");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Run.create(new FolderPlace(folder), Config.DEFAULT, TickingClock.START))
        .withMessageStartingWith(folder + ": is neither empty nor a run");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Run.open(new FolderPlace(folder), Config.SCHEMA))
        .withMessageStartingWith(folder + ": is no run: it has no manifest.json");
    assertThat(folder.resolve("thesis.txt")).hasContent("mine");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() ->
            Run.create(new FolderPlace(file.resolve("r")), Config.DEFAULT, TickingClock.START))
        .withMessageStartingWith(file.resolve("r") + ": cannot be written: ")
        .withMessageEndingWith("hint: name another folder");
  }

  @Test
  void anInterruptWhileItIsOpenedIsNoFaultOfTheFolder() {
    Path directory = folder.resolve("r");
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Run.open(new FolderPlace(directory), Config.SCHEMA))
        .satisfies(e -> assertThat(Failure.of(e).exitCode()).isEqualTo(ExitCode.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
    Run.open(new FolderPlace(directory), Config.SCHEMA).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {".term-4", ".attempt-4"})
  void theNextProcessFindsWhatTheLastOneLeftUnfinished(String left) throws IOException {
    Path directory = folder.resolve("r");
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Files.createDirectories(directory.resolve(".term-3/model_training"));
    Files.createDirectories(directory.resolve(left + "/model_training/staging"));
    Files.writeString(directory.resolve(left + "/model_training/checkpoint"), "state");
    try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
      Path checkpoint = run.files(TaskId.MODEL_TRAINING).unfinished("checkpoint");
      assertThat(checkpoint).hasContent("state");
      assertThat(directory.relativize(checkpoint).toString())
          .isEqualTo(".term-2/model_training/checkpoint");
      assertThat(directory.resolve(".term-2/model_training/staging")).doesNotExist();
    }
    assertThat(directory.resolve(".term-3")).doesNotExist();
    assertThat(directory.resolve(left)).doesNotExist();
  }

  @Test
  void aTermThatIsNoNumberOrALinkIsLeftAlone() throws IOException {
    Path directory = folder.resolve("r");
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Path other = Files.createDirectories(folder.resolve("other/model_training/staging"));
    Files.createDirectories(directory.resolve(".term-x"));
    Files.createDirectories(directory.resolve(".term--9223372036854775808"));
    Files.createSymbolicLink(directory.resolve(".term-3"), folder.resolve("other"));
    Run.open(new FolderPlace(directory), Config.SCHEMA).close();
    assertThat(directory.resolve(".term-x")).exists();
    assertThat(other).exists();
  }

  @Test
  void idsAreTheTimeAndNeverTakenTwice() {
    RunFolder runs = new RunFolder(folder.resolve("runs"));
    assertThat(runs.list(_ -> {})).isEmpty();
    runs.create(Config.DEFAULT, TickingClock.START).close();
    runs.create(Config.DEFAULT, TickingClock.START.plusMillis(1)).close();
    assertThat(runs.list(_ -> {}))
        .extracting(run -> run.manifest().id())
        .containsExactly("20260102-030405", "20260102-030405-2");
    assertThat(runs.directory("20260102-030405-2"))
        .isEqualTo(folder.resolve("runs").resolve("20260102-030405-2"));
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> runs.directory("20260102-030406"))
        .withMessageContaining("20260102-030405, 20260102-030405-2");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> runs.newestDone(_ -> {}))
        .withMessageContaining("no run here is done");
  }

  @Test
  void runsThatBeginAtOnceHaveIdsOfTheirOwn() throws Exception {
    RunFolder runs = new RunFolder(folder.resolve("runs"));
    Callable<String> create =
        () -> {
          try (Run run = runs.create(Config.DEFAULT, TickingClock.START)) {
            return run.id();
          }
        };
    Set<String> ids = new TreeSet<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<String> one : threads.invokeAll(Collections.nCopies(8, create))) {
        ids.add(one.get());
      }
    }
    assertThat(ids).hasSize(8).allMatch(id -> id.startsWith("20260102-030405"));
    assertThat(runs.list(_ -> {})).hasSize(8);
  }

  /// Another process that works on a run until it is killed.
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (Run _ = Run.open(new FolderPlace(Path.of(arguments[0])), Config.SCHEMA)) {
        System.out.print("x");
        System.out.flush();
        Thread.sleep(60_000);
      }
    }
  }
}
