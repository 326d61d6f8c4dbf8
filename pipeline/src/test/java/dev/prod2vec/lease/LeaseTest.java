package dev.prod2vec.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.fuzz.Fuzz;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.run.Folder;
import dev.prod2vec.run.Outcome;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.run.TickingClock;
import dev.prod2vec.runner.RunListener;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.runner.TaskFailedException;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {
  @TempDir private Path folder;
  private Path directory = Path.of("unset");

  @BeforeEach
  void nameTheRun() {
    directory = folder.resolve("r");
  }

  @Test
  void aHolderThatWasTakenForDeadPublishesNothingWhenItGoesOn() throws Exception {
    CountDownLatch works = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    Task slow =
        context -> {
          works.countDown();
          goesOn.await();
          Files.writeString(context.files().write("result"), "late");
          return TaskResult.of(Map.of());
        };
    try (var other = Executors.newSingleThreadExecutor()) {
      CompletableFuture<TaskFailedException> late =
          CompletableFuture.supplyAsync(
              () -> {
                try (Run run = Run.create(directory, Config.DEFAULT, TickingClock.START)) {
                  attempt(run, slow);
                  throw new AssertionError("it has lost the lease");
                } catch (TaskFailedException e) {
                  return e;
                }
              },
              other);
      works.await();
      try (Run second = openOnceItLooksDead()) {
        attempt(
            second,
            context -> {
              Files.writeString(context.files().write("result"), "in time");
              return TaskResult.of(Map.of());
            });
      }
      goesOn.countDown();
      TaskFailedException failed = late.get();
      assertThat(failed)
          .hasMessageStartingWith(directory + ": was taken over from this process (attempt 1, ")
          .hasMessageContaining("by another (attempt 2, ")
          .hasMessageEndingWith("this process publishes nothing");
      assertThat(failed.failure().exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(failed.record()).isEmpty();
    }
    assertThat(directory.resolve("result")).hasContent("in time");
    assertThat(RunFolder.manifest(directory).tasks())
        .extracting(TaskRecord::outcome)
        .containsExactly(Outcome.DONE);
    assertThat(Folder.files(directory))
        .extracting(Path::toString)
        .noneMatch(name -> name.contains("attempt"));
  }

  @Test
  void aLeaseOfAnotherMachineHoldsAsLongAsItsHeartBeats() throws IOException {
    Run.create(directory, Config.DEFAULT, TickingClock.START).close();
    Path lease = directory.resolve(Lease.FILE);
    Files.writeString(
        lease,
        """
        {"attempt": 7, "host": "another", "machine": null, "pid": 1, "processStart": null, "state": "WORKING"}
        """);
    assertThat(Lease.isHeld(directory)).isTrue();
    assertThatExceptionOfType(RunInUseException.class)
        .isThrownBy(() -> Run.open(directory))
        .withMessageContaining("(attempt 7, process 1 on another)");
    age(lease);
    assertThat(Lease.isHeld(directory)).isFalse();
    try (Run run = Run.open(directory)) {
      assertThat(lease).content().contains("\"attempt\" : 8");
      assertThat(run.id()).isEqualTo("r");
    }
  }

  @Test
  void aLeaseOfAnotherContainerWithOurHostNameHoldsAsLongAsItsHeartBeats() throws IOException {
    Run.create(directory, Config.DEFAULT, TickingClock.START).close();
    Path lease = directory.resolve(Lease.FILE);
    long here = ProcessHandle.current().pid();
    Lease.Holder ours = Lease.Holder.here(7);
    for (Optional<String> machine :
        List.of(Optional.of("another boot pid:[4026531836]"), Optional.<String>empty())) {
      Lease.Holder other =
          new Lease.Holder(
              7, ours.host(), machine, unusedPid(), Optional.of(Instant.EPOCH), ours.state());
      Files.writeString(lease, Json.text(other));
      assertThat(Lease.isHeld(directory)).isTrue();
      assertThatExceptionOfType(RunInUseException.class)
          .isThrownBy(() -> Run.open(directory))
          .withMessageContaining("(attempt 7, process %d on ", other.pid());
      age(lease);
      assertThat(Lease.isHeld(directory)).isFalse();
    }
    assertThat(ours.pid()).isEqualTo(here);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeadProcessOfOurMachineIsNotWaitedFor() throws IOException {
    Run.create(directory, Config.DEFAULT, TickingClock.START).close();
    Lease.Holder ours = Lease.Holder.here(7);
    assertThat(ours.machine()).hasValueSatisfying(machine -> assertThat(machine).contains("pid:["));
    Files.writeString(
        directory.resolve(Lease.FILE),
        Json.text(
            new Lease.Holder(
                7, ours.host(), ours.machine(), unusedPid(), Optional.empty(), ours.state())));
    assertThat(Lease.isHeld(directory)).isFalse();
    Run.open(directory).close();
    assertThat(directory.resolve(Lease.FILE)).content().contains("\"attempt\" : 8");
  }

  private static long unusedPid() {
    long pid = 4_000_000;
    while (ProcessHandle.of(pid).isPresent()) {
      pid++;
    }
    return pid;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"attempt\": 1, \"state\": \"WORKING\"}",
        "{\"attempt\": 9223372036854775807, \"host\": \"a\", \"machine\": null, \"pid\": 1,"
            + " \"processStart\": null, \"state\": \"ENDED\"}",
        "\u0000\u0000\u0000",
      })
  void aLeaseThatCannotBeReadIsTakenOnceItsHeartBeatsNoMore(String broken) throws IOException {
    Run.create(directory, Config.DEFAULT, TickingClock.START).close();
    Files.createDirectories(directory.resolve(".attempt-4/model_training"));
    Files.writeString(directory.resolve(".attempt-4/model_training/checkpoint"), "state");
    Path lease = directory.resolve(Lease.FILE);
    Files.writeString(lease, broken);
    assertThatExceptionOfType(RunInUseException.class)
        .isThrownBy(() -> Run.open(directory))
        .withMessageContaining("its .lease.json cannot be read, so its heartbeat counts");
    age(lease);
    try (Run _ = Run.open(directory)) {
      assertThat(lease).content().contains("\"attempt\" : 5");
    }
    assertThat(directory.resolve(".attempt-5/model_training/checkpoint")).hasContent("state");
  }

  @Test
  void anAttemptThatIsNoNumberOrALinkIsLeftAlone() throws IOException {
    Run.create(directory, Config.DEFAULT, TickingClock.START).close();
    Path other = Files.createDirectories(folder.resolve("other/model_training/staging"));
    Files.createDirectories(directory.resolve(".attempt-x"));
    Files.createDirectories(directory.resolve(".attempt--9223372036854775808"));
    Files.createSymbolicLink(directory.resolve(".attempt-3"), folder.resolve("other"));
    Run.open(directory).close();
    assertThat(directory.resolve(".attempt-x")).exists();
    assertThat(other).exists();
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aChangedLeaseIsReadOrTakenForAnUnknownOne() throws Exception {
    byte[] seed = Json.text(Lease.Holder.here(7)).getBytes(StandardCharsets.UTF_8);
    Fuzz.check(
        20_000,
        folder.resolve("lease.json"),
        random -> Fuzz.mutate(seed, random),
        List.of(UnknownHolder.class),
        file -> {
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          Lease.Holder holder =
              Lease.Holder.parse(
                  text, Lease.Holder.class, Function.identity(), Lease.Holder.UNKNOWN);
          boolean alive = holder.alive(Duration.ZERO);
          assertThat(holder.alive(Duration.ofSeconds(31))).isFalse();
          if (holder.equals(Lease.Holder.UNKNOWN)) {
            assertThat(alive).isTrue();
            throw new UnknownHolder();
          }
          assertThat(holder.attempt()).isPositive();
        });
  }

  /// Stands for a lease that cannot be read.
  private static final class UnknownHolder extends Exception {
    UnknownHolder() {
      super("unknown");
    }
  }

  @Test
  void aProcessWithTheNumberOfADeadOneIsNotTakenForIt() throws IOException {
    Run.create(directory, Config.DEFAULT, TickingClock.START).close();
    Path lease = directory.resolve(Lease.FILE);
    String ended = Files.readString(lease);
    Files.writeString(
        lease,
        ended
            .replace("ENDED", "WORKING")
            .replaceAll("\"processStart\" : [^,]+", "\"processStart\" : \"2001-01-01T00:00:00Z\""));
    assertThat(Lease.isHeld(directory)).isFalse();
    Run.open(directory).close();
  }

  @Test
  @Timeout(300)
  void theHeartBeats() throws Exception {
    try (Run _ = Run.create(directory, Config.DEFAULT, TickingClock.START)) {
      Path lease = directory.resolve(Lease.FILE);
      age(lease);
      while (!Lease.isHeld(directory)) {
        Thread.sleep(100);
      }
    }
  }

  private static void attempt(Run run, Task task) {
    new Runner(_ -> task, new TickingClock(), RunListener.NONE).runOne(run, TaskGraph.FIRST);
  }

  /// Its heart may beat in between.
  private Run openOnceItLooksDead() throws IOException {
    while (true) {
      age(directory.resolve(Lease.FILE));
      try {
        return Run.open(directory);
      } catch (RunInUseException _) {
        // Once more.
      }
    }
  }

  private static void age(Path lease) throws IOException {
    Files.setLastModifiedTime(lease, FileTime.from(Instant.now().minusSeconds(31)));
  }
}
