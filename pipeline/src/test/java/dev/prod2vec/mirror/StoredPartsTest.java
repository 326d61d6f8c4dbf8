package dev.prod2vec.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.runner.RunListener;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.runner.TaskFailedException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Machine;
import dev.prod2vec.store.MemoryFolder;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.PartsTarget;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import dev.prod2vec.task.WrittenPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs in a store whose tables are in parts, written by this machine or by a cluster.
class StoredPartsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Location RUN = new Location("s3", "shop", "runs/r1");
  private static final String TABLE = "baskets.parquet";

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Machine here;
  private Machine there;

  @BeforeEach
  void start() {
    here = machine("here");
    there = machine("there");
  }

  private Machine machine(String name) {
    return new Machine(folder.resolve("store"), folder.resolve("cache-" + name));
  }

  private static StorePlace place(Machine machine, Location run) {
    return new StorePlace(machine.store(), run, UnaryOperator.identity());
  }

  private static TaskRecord run(Run run, TaskId task, Task body) {
    return new Runner(_ -> body, Clock.fixed(NOW, ZoneOffset.UTC), RunListener.NONE)
        .runOne(run, task);
  }

  /// Writes parts on this machine; without parts, a file.
  private static Task local(String text, int parts) {
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

  /// Writes parts in the store, as a cluster does, and one more that does not count.
  private static Task cluster(Machine machine, String text, int parts) {
    return context -> {
      PartsTarget target = context.files().writeParts(TABLE);
      List<WrittenPart> written = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        written.add(put(machine, target.part(i), text + i));
      }
      put(machine, target.folder().resolve(PartFiles.name(0, target.tag() + "-again")), "again");
      context.files().wroteParts(TABLE, written);
      return TaskResult.of(Map.of());
    };
  }

  private static WrittenPart put(Machine machine, Location location, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    machine.store().write(location, bytes);
    return new WrittenPart(location.name(), bytes.length, Sha256.ofText(text));
  }

  private static final Task READS =
      context -> {
        StringBuilder texts = new StringBuilder();
        for (Path file : PartFiles.of(context.files().read(TABLE)).files()) {
          texts.append(Files.readString(file)).append(' ');
        }
        return TaskResult.of(Map.of("read", texts.toString().strip()));
      };

  private List<String> names(Location run) {
    try {
      return there.store().list(run).stream()
          .map(object -> run.relativize(object.location()))
          .filter(name -> name.startsWith(TABLE))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> paths(TaskRecord record) {
    return paths(record.outputs());
  }

  private static List<String> paths(List<FileRecord> files) {
    return files.stream().map(FileRecord::path).toList();
  }

  private List<Path> mirrored(Run run) throws IOException {
    Path table = run.directory().resolve(TABLE);
    return Files.isDirectory(table) ? Tree.list(table) : List.of();
  }

  @Test
  void partsOfThisMachineAreUploadedAndFetchedByWhoReadsThem() throws Exception {
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      run(run, TaskId.PRE_PROCESS_DATA, local("a", 3));
    }
    assertThat(names(RUN))
        .containsExactly(
            TABLE + "/part-00000.parquet",
            TABLE + "/part-00001.parquet",
            TABLE + "/part-00002.parquet");
    try (Run run = Run.open(place(there, RUN), Config.SCHEMA)) {
      assertThat(mirrored(run)).isEmpty();
      Path stale = Files.createDirectories(run.directory().resolve(TABLE));
      Files.writeString(stale.resolve("part-00000.parquet"), "x0");
      Files.writeString(stale.resolve("part-00007.parquet"), "x");
      TaskRecord read = run(run, TaskId.RUN_DATA_QUALITY_CHECKS, READS);
      assertThat(read.metrics()).containsEntry("read", "a0 a1 a2");
      assertThat(paths(run.record(TaskId.PRE_PROCESS_DATA).orElseThrow())).isEqualTo(names(RUN));
      assertThat(mirrored(run)).hasSize(3);
    }
  }

  @Test
  void partsOfAClusterStayInTheStoreUntilThisMachineReadsThem() throws Exception {
    List<Location> read = new ArrayList<>();
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      TaskRecord written = run(run, TaskId.PRE_PROCESS_DATA, cluster(here, "c", 2));
      assertThat(names(RUN)).isEqualTo(paths(written));
      assertThat(names(RUN))
          .allMatch(name -> name.matches(TABLE + "/part-0000[01]-1-[0-9a-f]{8}.parquet"));
      run(
          run,
          TaskId.RUN_DATA_QUALITY_CHECKS,
          context -> {
            read.addAll(context.files().locations(TABLE));
            return TaskResult.of(Map.of());
          });
      assertThat(mirrored(run)).isEmpty();
    }
    assertThat(read).isEqualTo(names(RUN).stream().map(RUN::resolve).toList());
    try (Run run = Run.open(place(there, RUN), Config.SCHEMA)) {
      // Resuming checks what is here, and fetches nothing.
      new Runner(
              _ -> _ -> TaskResult.of(Map.of()).withNext(TaskId.MODEL_TRAINING),
              Clock.fixed(NOW, ZoneOffset.UTC),
              RunListener.NONE)
          .runOne(run, TaskId.BRANCHING);
      assertThat(mirrored(run)).isEmpty();
      TaskRecord training = run(run, TaskId.MODEL_TRAINING, READS);
      assertThat(training.metrics()).containsEntry("read", "c0 c1");
      assertThat(training.inputs())
          .isEqualTo(run.record(TaskId.PRE_PROCESS_DATA).orElseThrow().outputs());
    }
  }

  @Test
  void theHashOfAFileOrOfPartsIsKnownWithoutFetchingThem() throws Exception {
    String parts = Sha256.ofText(Sha256.ofText("c0") + "\n" + Sha256.ofText("c1") + "\n");
    Task hashes = context -> TaskResult.of(Map.of("hash", context.files().sha256(TABLE)));
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      run(run, TaskId.PRE_PROCESS_DATA, cluster(here, "c", 2));
      TaskRecord asked = run(run, TaskId.RUN_DATA_QUALITY_CHECKS, hashes);
      assertThat(asked.metrics()).containsEntry("hash", parts);
      assertThat(paths(asked.inputs())).isEqualTo(names(RUN));
      assertThat(mirrored(run)).isEmpty();
      run(run, TaskId.PRE_PROCESS_DATA, local("c", 2));
      assertThat(run(run, TaskId.RUN_DATA_QUALITY_CHECKS, hashes).metrics())
          .containsEntry("hash", parts);
      run(run, TaskId.PRE_PROCESS_DATA, local("c0", 0));
      assertThat(run(run, TaskId.RUN_DATA_QUALITY_CHECKS, hashes).metrics())
          .containsEntry("hash", Sha256.ofText("c0"));
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() ->
              run(
                  run,
                  TaskId.RUN_DATA_QUALITY_CHECKS,
                  context -> TaskResult.of(Map.of("", context.files().sha256("other")))))
          .withMessageContaining("other: no such file");
    }
  }

  @Test
  void aCsvTableOfAClusterHasPartsInCsv() throws Exception {
    String table = "neighbours.csv";
    Task writes =
        context -> {
          PartsTarget target = context.files().writeParts(table);
          List<WrittenPart> written = new ArrayList<>();
          for (int i = 0; i < 2; i++) {
            written.add(put(here, target.part(i), "rows " + i));
          }
          put(here, target.part(2), "of a task that was run twice");
          context.files().wroteParts(table, written);
          return TaskResult.of(Map.of());
        };
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      TaskRecord record = run(run, TaskId.PRE_PROCESS_DATA, writes);
      assertThat(paths(record.outputs()))
          .hasSize(2)
          .allMatch(name -> name.matches(table + "/part-0000[01]-1-[0-9a-f]{8}\\.csv"));
      assertThat(there.store().list(RUN.resolve(table))).hasSize(2);
    }
    try (Run run = Run.open(place(there, RUN), Config.SCHEMA)) {
      assertThat(run.directory().resolve(table)).doesNotExist();
    }
    Path copy = LocalCopy.of(there.store(), RUN);
    assertThat(PartFiles.of(copy.resolve(table)).files())
        .extracting(Files::readString)
        .containsExactly("rows 0", "rows 1");
  }

  @Test
  void aTaskThatIsRunAgainLeavesNoPartOfTheEarlierAttempt() throws Exception {
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      run(run, TaskId.PRE_PROCESS_DATA, local("a", 3));
      for (Task again :
          List.of(
              cluster(here, "b", 2),
              local("c", 2),
              local("d", 0),
              cluster(here, "e", 1),
              local("f", 0))) {
        TaskRecord written = run(run, TaskId.PRE_PROCESS_DATA, again);
        assertThat(names(RUN)).isEqualTo(paths(written));
      }
    }
  }

  @Test
  void whatAKilledAttemptLeftIsNeitherReadNorCopiedAndTheNextOneRemovesIt() throws Exception {
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      run(run, TaskId.PRE_PROCESS_DATA, cluster(here, "a", 2));
    }
    Location left = RUN.resolve(TABLE).resolve(PartFiles.name(2, "7-left"));
    put(there, left, "left");
    Path copy = LocalCopy.of(there.store(), RUN);
    assertThat(PartFiles.of(copy.resolve(TABLE)).files()).hasSize(2);
    try (Run run = Run.open(place(there, RUN), Config.SCHEMA)) {
      TaskRecord read = run(run, TaskId.RUN_DATA_QUALITY_CHECKS, READS);
      assertThat(read.metrics()).containsEntry("read", "a0 a1");
      assertThat(there.store().head(left)).isPresent();
      TaskRecord written = run(run, TaskId.PRE_PROCESS_DATA, cluster(there, "b", 1));
      assertThat(names(RUN)).isEqualTo(paths(written));
    }
  }

  @Test
  void aFailedClusterLeavesARunThatDoesNotHaveItsParts() throws Exception {
    Task fails =
        context -> {
          put(here, context.files().writeParts(TABLE).part(0), "half");
          throw new IOException("an executor was lost");
        };
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> run(run, TaskId.PRE_PROCESS_DATA, fails));
      assertThat(run.record(TaskId.PRE_PROCESS_DATA).orElseThrow().outputs()).isEmpty();
      TaskRecord written = run(run, TaskId.PRE_PROCESS_DATA, cluster(here, "b", 1));
      assertThat(names(RUN)).isEqualTo(paths(written));
    }
  }

  @Test
  void aPartThatIsGoneOrHasAnotherSizeIsRefused() throws Exception {
    Task missing =
        context -> {
          PartsTarget target = context.files().writeParts(TABLE);
          WrittenPart part = put(here, target.part(0), "text");
          context
              .files()
              .wroteParts(TABLE, List.of(new WrittenPart(part.name(), 5, part.sha256())));
          return TaskResult.of(Map.of());
        };
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> run(run, TaskId.PRE_PROCESS_DATA, missing))
          .withMessageStartingWith(RUN.resolve(TABLE).toString())
          .withMessageContaining(": has 4 bytes, but 5 bytes were written");
      run(run, TaskId.PRE_PROCESS_DATA, cluster(here, "a", 2));
    }
    Location second = RUN.resolve(names(RUN).get(1));
    there.store().write(second, "longer".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Run.open(place(there, RUN), Config.SCHEMA))
        .withMessageStartingWith(second + ": is not what the task wrote");
    there.store().delete(second);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Run.open(place(there, RUN), Config.SCHEMA))
        .withMessageStartingWith(second + ": is gone");
  }

  @Test
  void aPartOfTheSameSizeThatIsNotWhatWasWrittenIsRefusedWhenItIsRead() throws Exception {
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      run(run, TaskId.PRE_PROCESS_DATA, cluster(here, "a", 2));
    }
    Location second = RUN.resolve(names(RUN).get(1));
    there.store().write(second, "b1".getBytes(StandardCharsets.UTF_8));
    try (Run run = Run.open(place(there, RUN), Config.SCHEMA)) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> run(run, TaskId.RUN_DATA_QUALITY_CHECKS, READS))
          .withMessageStartingWith(second + ": is not what the task wrote");
    }
  }

  @Test
  void theCopyOfAModelHasItsParts() throws Exception {
    Location model = new Location("s3", "shop", "model");
    put(there, model.resolve("model.safetensors"), "vectors");
    put(there, model.resolve(TABLE).resolve(PartFiles.name(0, "")), "a");
    put(there, model.resolve("other/file"), "b");
    Path copy = LocalCopy.of(there.store(), model);
    assertThat(Tree.files(copy))
        .extracting(Path::toString)
        .contains("model.safetensors", TABLE + "/part-00000.parquet")
        .doesNotContain("other/file");
  }

  @Test
  void whereverAMachineIsCutOffNoTableIsHalfPublished() throws Exception {
    Machine whole = machine("whole");
    Location expected = RUN.parent().resolve("expected").resolve("r1");
    try (Run run = Run.create(place(whole, expected), Config.DEFAULT, NOW)) {
      doUndoAndDoAgain(run, whole);
    }
    int changes = whole.changes();
    assertThat(changes).isGreaterThan(20);
    for (int cut = 1; cut < changes; cut++) {
      Location location = RUN.parent().resolve("cut-" + cut).resolve("r1");
      Machine broken = machine("broken-" + cut).cutOffAfter(cut);
      try (Run run = Run.create(place(broken, location), Config.DEFAULT, NOW)) {
        doUndoAndDoAgain(run, broken);
      } catch (TaskFailedException | UncheckedIOException _) {
        // As it must be, unless only the lease could not be given back.
      }
      assertWhole(location);
      Machine next = machine("next-" + cut).patientNoMore();
      StorePlace place = place(next, location);
      try (Run run =
          place.isRun() ? Run.open(place, Config.SCHEMA) : Run.create(place, Config.DEFAULT, NOW)) {
        TaskRecord written = doUndoAndDoAgain(run, next);
        assertThat(names(location)).as("cut after %d", cut).isEqualTo(paths(written));
      }
      assertWhole(location);
    }
  }

  private static TaskRecord doUndoAndDoAgain(Run run, Machine machine) {
    run(run, TaskId.PRE_PROCESS_DATA, local("a", 3));
    run(run, TaskId.PRE_PROCESS_DATA, cluster(machine, "b", 2));
    run(run, TaskId.RUN_DATA_QUALITY_CHECKS, READS);
    run(run, TaskId.PRE_PROCESS_DATA, local("c", 0));
    return run(run, TaskId.PRE_PROCESS_DATA, local("d", 2));
  }

  /// Every file that a record names is there with the content that the record tells of.
  private void assertWhole(Location run) throws Exception {
    Map<String, StoredObject> objects =
        there.store().list(run).stream()
            .collect(
                Collectors.toMap(object -> run.relativize(object.location()), object -> object));
    for (Map.Entry<String, StoredObject> object : objects.entrySet()) {
      if (object.getKey().startsWith("task-")) {
        String text = there.store().read(object.getValue().location()).orElseThrow().text();
        for (FileRecord output : Json.parse(text, "record", TaskRecord.class).outputs()) {
          assertThat(objects).containsKey(output.path());
          String content = there.store().read(run.resolve(output.path())).orElseThrow().text();
          assertThat(Sha256.ofText(content)).isEqualTo(output.sha256());
        }
      }
    }
  }
}
