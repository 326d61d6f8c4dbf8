package dev.prod2vec.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.lease.Leases;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.Outcome;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.run.TickingClock;
import dev.prod2vec.store.MemoryFolder;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenOverRunTest {
  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Path directory = Path.of("unset");

  @BeforeEach
  void nameTheRun() {
    directory = folder.resolve("r");
  }

  @Test
  void aHolderThatWasTakenForDeadPublishesNothingWhenItWakes() throws Exception {
    wakesLate(context -> {
      Files.writeString(context.files().write("result"), "late");
      return TaskResult.of(Map.of());
    });
  }

  @Test
  void theLossIsTheReasonAlsoWhereTheHeartbeatInterruptsTheEnd() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    try (var heart = Executors.newSingleThreadExecutor()) {
      try {
        wakesLate(context -> {
          Thread worker = Thread.currentThread();
          heart.execute(() -> {
            while (!ended.get()) {
              worker.interrupt();
              Thread.onSpinWait();
            }
          });
          while (!worker.isInterrupted()) {
            Thread.onSpinWait();
          }
          throw new NoSuchFileException("the next holder has moved it");
        });
      } finally {
        ended.set(true);
      }
    }
  }

  /// A process is paused in a task, another takes the run over and does the task, and the first
  /// goes on.
  private void wakesLate(Task rest) throws Exception {
    CountDownLatch works = new CountDownLatch(1);
    CountDownLatch wakes = new CountDownLatch(1);
    Task slow =
        context -> {
          works.countDown();
          wakes.await();
          return rest.run(context);
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
      try (Run second = Run.open(new FolderPlace(directory, Leases.IMPATIENT), Config.SCHEMA)) {
        attempt(
            second,
            context -> {
              Files.writeString(context.files().write("result"), "in time");
              return TaskResult.of(Map.of());
            });
      }
      wakes.countDown();
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
    assertThat(Tree.files(directory))
        .extracting(Path::toString)
        .noneMatch(name -> name.contains("term"));
  }

  private static void attempt(Run run, Task task) {
    new Runner(_ -> task, new TickingClock(), RunListener.NONE).runOne(run, TaskGraph.FIRST);
  }
}
