package dev.prod2vec.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.fuzz.Fuzz;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.run.Folder;
import dev.prod2vec.run.FolderPlace;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
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
                try (Run run =
                    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START)) {
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
          .hasMessageStartingWith(directory + ": was taken over from this process (term 1, ")
          .hasMessageContaining("by another (term 2, ")
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
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Path lease = directory.resolve(Lease.FILE);
    Files.writeString(
        lease,
        """
        {"term": 7, "host": "another", "machine": null, "pid": 1, "processStart": null, "state": "WORKING"}
        """);
    assertThat(Leases.isHeld(directory)).isTrue();
    assertThatExceptionOfType(InUseException.class)
        .isThrownBy(() -> Run.open(new FolderPlace(directory)))
        .withMessageContaining("(term 7, process 1 on another)");
    Leases.age(directory);
    assertThat(Leases.isHeld(directory)).isFalse();
    try (Run run = Run.open(new FolderPlace(directory))) {
      assertThat(lease).content().contains("\"term\" : 8");
      assertThat(run.id()).isEqualTo("r");
    }
  }

  @Test
  void aLeaseOfAnotherContainerWithOurHostNameHoldsAsLongAsItsHeartBeats() throws IOException {
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Path lease = directory.resolve(Lease.FILE);
    long here = ProcessHandle.current().pid();
    Holder ours = Holder.here(7);
    for (Optional<String> machine :
        List.of(Optional.of("another boot pid:[4026531836]"), Optional.<String>empty())) {
      Holder other =
          new Holder(
              7, ours.host(), machine, unusedPid(), Optional.of(Instant.EPOCH), ours.state());
      Files.writeString(lease, Json.text(other));
      assertThat(Leases.isHeld(directory)).isTrue();
      assertThatExceptionOfType(InUseException.class)
          .isThrownBy(() -> Run.open(new FolderPlace(directory)))
          .withMessageContaining("(term 7, process %d on ", other.pid());
      Leases.age(directory);
      assertThat(Leases.isHeld(directory)).isFalse();
    }
    assertThat(ours.pid()).isEqualTo(here);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeadProcessOfOurMachineIsNotWaitedFor() throws IOException {
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Holder ours = Holder.here(7);
    assertThat(ours.machine()).hasValueSatisfying(machine -> assertThat(machine).contains("pid:["));
    Files.writeString(
        directory.resolve(Lease.FILE),
        Json.text(
            new Holder(
                7, ours.host(), ours.machine(), unusedPid(), Optional.empty(), ours.state())));
    assertThat(Leases.isHeld(directory)).isFalse();
    Run.open(new FolderPlace(directory)).close();
    assertThat(directory.resolve(Lease.FILE)).content().contains("\"term\" : 8");
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
        "{\"term\": 1, \"state\": \"WORKING\"}",
        "{\"term\": 9223372036854775807, \"host\": \"a\", \"machine\": null, \"pid\": 1,"
            + " \"processStart\": null, \"state\": \"ENDED\"}",
        "\u0000\u0000\u0000",
      })
  void aLeaseThatCannotBeReadIsTakenOnceItsHeartBeatsNoMore(String broken) throws IOException {
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Files.createDirectories(directory.resolve(".term-4/model_training"));
    Files.writeString(directory.resolve(".term-4/model_training/checkpoint"), "state");
    Path lease = directory.resolve(Lease.FILE);
    Files.writeString(lease, broken);
    assertThatExceptionOfType(InUseException.class)
        .isThrownBy(() -> Run.open(new FolderPlace(directory)))
        .withMessageContaining("its .lease.json cannot be read, so its heartbeat counts");
    Leases.age(directory);
    try (Run _ = Run.open(new FolderPlace(directory))) {
      assertThat(lease).content().contains("\"term\" : 5");
    }
    assertThat(directory.resolve(".term-5/model_training/checkpoint")).hasContent("state");
  }

  @Test
  void anAttemptThatIsNoNumberOrALinkIsLeftAlone() throws IOException {
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Path other = Files.createDirectories(folder.resolve("other/model_training/staging"));
    Files.createDirectories(directory.resolve(".term-x"));
    Files.createDirectories(directory.resolve(".term--9223372036854775808"));
    Files.createSymbolicLink(directory.resolve(".term-3"), folder.resolve("other"));
    Run.open(new FolderPlace(directory)).close();
    assertThat(directory.resolve(".term-x")).exists();
    assertThat(other).exists();
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aChangedLeaseIsReadOrTakenForAnUnknownOne() throws Exception {
    byte[] seed = Json.text(Holder.here(7)).getBytes(StandardCharsets.UTF_8);
    Fuzz.check(
        20_000,
        folder.resolve("lease.json"),
        random -> Fuzz.mutate(seed, random),
        List.of(UnknownHolder.class),
        file -> {
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          Holder holder = Holder.parse(text);
          boolean alive = holder.mayWork();
          if (holder.equals(Holder.UNKNOWN)) {
            assertThat(alive).isTrue();
            throw new UnknownHolder();
          }
          assertThat(holder.term()).isPositive();
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
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
    Path lease = directory.resolve(Lease.FILE);
    String ended = Files.readString(lease);
    Files.writeString(
        lease,
        ended
            .replace("ENDED", "WORKING")
            .replaceAll("\"processStart\" : [^,]+", "\"processStart\" : \"2001-01-01T00:00:00Z\""));
    assertThat(Leases.isHeld(directory)).isFalse();
    Run.open(new FolderPlace(directory)).close();
  }

  @Test
  @Timeout(300)
  void theHeartBeats() throws Exception {
    try (Run _ = Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START)) {
      Path lease = directory.resolve(Lease.FILE);
      Leases.age(directory);
      while (!Leases.isHeld(directory)) {
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
      Leases.age(directory);
      try {
        return Run.open(new FolderPlace(directory));
      } catch (InUseException _) {
        // Once more.
      }
    }
  }
}
