package dev.prod2vec.runner;

import static dev.prod2vec.task.TaskId.POST_PROCESSING;
import static dev.prod2vec.task.TaskId.PRE_PROCESS_DATA;
import static dev.prod2vec.task.TaskId.RUN_DATA_QUALITY_CHECKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.run.TickingClock;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.MemoryFolder;
import dev.prod2vec.task.PartsTarget;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import dev.prod2vec.task.WrittenPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Outputs that are folders of parts.
class PartsTest {
  private static final String TABLE = "baskets.parquet";

  private final FakeTasks tasks = new FakeTasks();

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Path directory = Path.of("unset");

  @BeforeEach
  void create() {
    directory = folder.resolve("r1");
    Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START).close();
  }

  /// Writes some parts, or one file.
  private static Task writing(String text, int parts) {
    return context -> {
      Path table = context.files().write(TABLE);
      if (parts == 0) {
        Files.writeString(table, text);
      } else {
        Files.createDirectories(table);
        for (int i = 0; i < parts; i++) {
          Files.writeString(table.resolve(PartFiles.name(i, "")), text + i);
        }
      }
      return TaskResult.of(Map.of());
    };
  }

  private TaskRecord run(TaskId task, Task body) {
    tasks.replace(task, body);
    try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
      return new Runner(tasks::body, new TickingClock(), RunListener.NONE).runOne(run, task);
    }
  }

  private void resume() {
    try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
      new Runner(tasks::body, new TickingClock(), RunListener.NONE).run(run);
    }
  }

  private List<String> files() throws IOException {
    return Tree.files(directory).stream()
        .map(Path::toString)
        .filter(name -> name.startsWith(TABLE))
        .toList();
  }

  private static String part(int number) {
    return TABLE + "/" + PartFiles.name(number, "");
  }

  @Test
  void eachPartIsAnOutputOfItsOwnAndAnInputOfWhoReadsTheTable() throws IOException {
    TaskRecord written = run(PRE_PROCESS_DATA, writing("a", 3));
    assertThat(written.outputs())
        .extracting(FileRecord::path)
        .containsExactly(part(0), part(1), part(2));
    assertThat(written.outputs().get(1).sha256()).isEqualTo(Sha256.of(directory.resolve(part(1))));
    TaskRecord read =
        run(
            RUN_DATA_QUALITY_CHECKS,
            context -> {
              Path table = context.files().read(TABLE);
              assertThat(PartFiles.of(table).files()).hasSize(3);
              assertThat(context.files().locations(TABLE))
                  .isEqualTo(PartFiles.of(table).files().stream().map(Location::of).toList());
              return TaskResult.of(Map.of());
            });
    assertThat(read.inputs()).isEqualTo(written.outputs());
    Manifest manifest = RunFolder.manifest(directory);
    assertThat(manifest.tasks()).containsExactly(written, read);
  }

  @Test
  void aTaskThatIsRunAgainLeavesNoPartOfTheEarlierAttempt() throws IOException {
    run(PRE_PROCESS_DATA, writing("a", 3));
    run(PRE_PROCESS_DATA, writing("b", 2));
    assertThat(files()).containsExactly(part(0), part(1));
    assertThat(directory.resolve(part(0))).hasContent("b0");
    run(PRE_PROCESS_DATA, writing("c", 0));
    assertThat(files()).containsExactly(TABLE);
    run(PRE_PROCESS_DATA, writing("d", 1));
    assertThat(files()).containsExactly(part(0));
    run(PRE_PROCESS_DATA, _ -> TaskResult.of(Map.of()));
    assertThat(directory.resolve(TABLE)).doesNotExist();
  }

  @Test
  void partsThatAKilledAttemptHadMovedAreReplaced() throws IOException {
    for (int parts : List.of(2, 0)) {
      Files.createDirectories(directory.resolve(TABLE));
      Files.writeString(directory.resolve(part(0)), "killed");
      Files.writeString(directory.resolve(part(9)), "killed");
      TaskRecord written = run(PRE_PROCESS_DATA, writing("whole", parts));
      assertThat(files()).isEqualTo(written.outputs().stream().map(FileRecord::path).toList());
      Tree.delete(directory.resolve("task-pre_process_data.json"));
      Tree.delete(directory.resolve(TABLE));
    }
  }

  @Test
  void aPartThatIsGoneOrHasChangedIsSaidBeforeTheRunContinues() throws IOException {
    run(PRE_PROCESS_DATA, writing("a", 2));
    Files.writeString(directory.resolve(part(1)), "other");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(this::resume)
        .withMessageStartingWith(
            directory.resolve(part(1)) + ": has changed since the run used it");
    Files.delete(directory.resolve(part(1)));
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(this::resume)
        .withMessageStartingWith(directory.resolve(part(1)) + ": is gone since the run used it");
    // The rest can still be undone.
    Tree.delete(directory.resolve(TABLE));
    Files.writeString(directory.resolve(TABLE), "a file");
    run(PRE_PROCESS_DATA, writing("b", 2));
    assertThat(files()).containsExactly(part(0), part(1));
  }

  @Test
  void aFolderOfALaterTaskIsUndoneWithItsParts() throws IOException {
    run(PRE_PROCESS_DATA, writing("a", 2));
    tasks.replace(
        POST_PROCESSING,
        context -> {
          Path vectors = Files.createDirectories(context.files().write("vectors.parquet"));
          Files.writeString(vectors.resolve(PartFiles.name(0, "")), "vectors");
          return TaskResult.of(Map.of());
        });
    resume();
    assertThat(directory.resolve("vectors.parquet")).isDirectory();
    run(PRE_PROCESS_DATA, writing("a", 2));
    assertThat(directory.resolve("vectors.parquet")).doesNotExist();
  }

  @Test
  void partsOfOtherMachinesCountOnceTheyAreNamed() throws IOException {
    TaskRecord written =
        run(
            PRE_PROCESS_DATA,
            context -> {
              PartsTarget target = context.files().writeParts(TABLE);
              List<WrittenPart> parts = new ArrayList<>();
              for (int i = 0; i < 2; i++) {
                Path file = target.part(i).file();
                Files.writeString(file, "part " + i);
                Files.writeString(file.resolveSibling(".part-%s.crc".formatted(i)), "sum");
                parts.add(new WrittenPart(target.part(i).name(), 6, Sha256.of(file)));
              }
              Files.writeString(target.part(2).file(), "of a task that was run twice");
              context.files().wroteParts(TABLE, parts);
              return TaskResult.of(Map.of());
            });
    assertThat(files()).containsExactly(part(0), part(1));
    assertThat(written.outputs()).extracting(FileRecord::path).isEqualTo(files());
    resume();
  }

  @Test
  void partsThatAreNotCompleteAreRefused() {
    for (List<WrittenPart> parts :
        List.of(
            List.<WrittenPart>of(),
            List.of(new WrittenPart("part-00001.parquet", 4, "0".repeat(64))),
            List.of(new WrittenPart("part-00000.parquet", 5, "0".repeat(64))),
            List.of(new WrittenPart("part-00000-x.parquet", 0, "0".repeat(64))),
            List.of(new WrittenPart("../part-00000.parquet", 4, "0".repeat(64))))) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() ->
              run(
                  PRE_PROCESS_DATA,
                  context -> {
                    Path file = context.files().writeParts(TABLE).part(0).file();
                    Files.writeString(file, "text");
                    context.files().wroteParts(TABLE, parts);
                    return TaskResult.of(Map.of());
                  }))
          .withCauseInstanceOf(InputException.class);
      assertThat(directory.resolve(TABLE)).doesNotExist();
    }
  }
}
