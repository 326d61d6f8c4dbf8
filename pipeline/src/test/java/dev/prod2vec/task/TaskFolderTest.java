package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.lease.FolderLock;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.study.StudyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFolderTest {
  private static final List<TaskId> AFTER_PREPARATION =
      List.of(TaskId.RUN_DATA_QUALITY_CHECKS, TaskId.MODEL_TRAINING, TaskId.POST_PROCESSING);

  @TempDir private Path folder;

  @Test
  void allTasksGiveTheSameBytesForAnyNumberOfThreads() throws Exception {
    SmallShop one = SmallShop.in(folder.resolve("one"));
    SmallShop two = SmallShop.in(folder.resolve("two"));
    runAll(one.tasks("training.threads", "1"));
    runAll(two.tasks("training.threads", "2"));
    for (String name :
        List.of(
            "model.safetensors",
            "evaluation.json",
            "vectors.parquet",
            "vectors.w2v.txt",
            "neighbours.csv",
            "lookup.safetensors")) {
      assertThat(two.folder().resolve(name))
          .as(name)
          .hasSameBinaryContentAs(one.folder().resolve(name));
    }
  }

  @Test
  void basketsInPartsGiveTheBytesOfBasketsInAFile() throws Exception {
    SmallShop whole = SmallShop.in(folder.resolve("whole"));
    SmallShop parted = SmallShop.in(folder.resolve("parted"));
    runAll(whole.tasks());
    parted.tasks().run(TaskId.PRE_PROCESS_DATA);
    for (String name : List.of(PreparedData.BASKETS, PreparedData.VALIDATION, PreparedData.TEST)) {
      split(parted.folder().resolve(name));
    }
    for (TaskId task : AFTER_PREPARATION) {
      assertThat(parted.tasks().run(task).refusal()).as(task.id()).isEmpty();
    }
    for (String name :
        List.of("quality.json", "model.safetensors", "evaluation.json", "lookup.safetensors")) {
      assertThat(parted.folder().resolve(name))
          .as(name)
          .hasSameBinaryContentAs(whole.folder().resolve(name));
    }
    // A search names its data by their hashes, also where they are in parts.
    parted.tasks().run(TaskId.MODEL_TUNING);
    assertThat(parted.folder().resolve("model.safetensors")).isNotEmptyFile();
    StringBuilder parts = new StringBuilder();
    for (int part = 0; part < 3; part++) {
      Path file = parted.folder().resolve(PreparedData.BASKETS).resolve(PartFiles.name(part, ""));
      parts.append(Sha256.of(file)).append('\n');
    }
    Path vocabulary = parted.folder().resolve(PreparedData.VOCABULARY);
    assertThat(StudyFile.read(parted.folder().resolve(StudyFile.NAME)).studyKey().data())
        .containsEntry(PreparedData.BASKETS, Sha256.ofText(parts.toString()))
        .containsEntry(PreparedData.VOCABULARY, Sha256.of(vocabulary));
    // Preparing again replaces the folders by files.
    parted.tasks().run(TaskId.PRE_PROCESS_DATA);
    assertThat(parted.folder().resolve(PreparedData.BASKETS))
        .hasSameBinaryContentAs(whole.folder().resolve(PreparedData.BASKETS));
  }

  /// Makes a file a folder of three parts, of which the second is empty.
  private static void split(Path table) throws Exception {
    Path file = Files.move(table, table.resolveSibling("whole.parquet"));
    Files.createDirectory(table);
    int[] ends = {0, 40, 40, 1_000_000};
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (int part = 0; part < 3; part++) {
        statement.execute(
            "COPY (FROM '%s' LIMIT %s OFFSET %s) TO '%s' (FORMAT parquet)"
                .formatted(
                    file,
                    ends[part + 1] - ends[part],
                    ends[part],
                    table.resolve(PartFiles.name(part, ""))));
      }
    }
    Files.delete(file);
  }

  private static void runAll(TaskFolder tasks) throws IOException, InterruptedException {
    tasks.run(TaskId.PRE_PROCESS_DATA);
    for (TaskId task : AFTER_PREPARATION) {
      assertThat(tasks.run(task).refusal()).as(task.id()).isEmpty();
    }
  }

  @Test
  void aFolderThatAnotherProcessHasTakenOverGetsNothing(@TempDir Path locked) throws Exception {
    SmallShop shop = SmallShop.in(folder);
    Thread worker = Thread.currentThread();
    AtomicBoolean lost = new AtomicBoolean();
    WriteGuard guard =
        change -> {
          if (lost.get()) {
            // The heartbeat may find it out at the same moment.
            worker.interrupt();
            FolderLock.with(
                locked,
                () -> {
                  throw new IOException("was taken over");
                });
          }
          change.make();
        };
    FakeEngine losing = new FakeEngine().whileTraining(() -> lost.set(true));
    TaskFolder tasks =
        new TaskFolder(
            "shop", folder, guard, shop.config(), losing, TaskListener.NONE, Clock.systemUTC());
    tasks.run(TaskId.PRE_PROCESS_DATA);
    List<Path> before = Tree.list(folder);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> tasks.run(TaskId.MODEL_TRAINING))
        .withMessage("was taken over");
    assertThat(Tree.list(folder)).isEqualTo(before);
  }

  @Test
  void anInterruptLeavesTheFolderAsItWasAndTheLossOfTheFolderIsTheReasonIfThereIsOne()
      throws Exception {
    SmallShop shop = SmallShop.in(folder);
    TaskFolder tasks =
        shop.tasks(
            new FakeEngine().whileTraining(Thread.currentThread()::interrupt), TaskListener.NONE);
    tasks.run(TaskId.PRE_PROCESS_DATA);
    List<Path> before = Tree.list(folder);
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> tasks.run(TaskId.MODEL_TRAINING));
    assertThat(Tree.list(folder)).isEqualTo(before);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    SmallShop shop = SmallShop.in(folder);
    Path left = Files.createDirectories(folder.resolve(".staging-123"));
    Files.writeString(left.resolve("model.safetensors"), "half");
    shop.tasks().run(TaskId.PRE_PROCESS_DATA);
    assertThat(left).doesNotExist();
  }
}
