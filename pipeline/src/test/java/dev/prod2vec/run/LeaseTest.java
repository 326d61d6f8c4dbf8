package dev.prod2vec.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.task.ExitCode;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
        {"attempt": 7, "host": "another", "pid": 1, "processStart": null, "state": "WORKING"}
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
