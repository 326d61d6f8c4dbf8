package dev.prod2vec.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.InputException;
import dev.prod2vec.fuzz.Fuzz;
import dev.prod2vec.lease.FolderLock;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.runner.FakeTasks;
import dev.prod2vec.runner.RunListener;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.runner.TaskFailedException;
import dev.prod2vec.store.MemoryFolder;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run directory may come from anybody, who may have written anything into it.
class ForgedRunTest {
  private static final String SHA256 = "0".repeat(64);

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private final FakeTasks tasks = new FakeTasks();
  private final List<String> broken = new ArrayList<>();
  private Path directory = Path.of("unset");

  @BeforeEach
  void aRunThatIsDone() {
    directory = folder.resolve("runs/r");
    try (Run run = Run.create(new FolderPlace(directory), Config.DEFAULT, TickingClock.START)) {
      runner().run(run);
    }
    tasks.ran();
  }

  private Runner runner() {
    return new Runner(tasks::body, new TickingClock(), RunListener.NONE);
  }

  private void replace(String file, String text, String instead) throws IOException {
    Path path = directory.resolve(file);
    String before = Files.readString(path);
    assertThat(before).contains(text);
    Files.writeString(path, before.replace(text, instead));
  }

  private List<Runs.Listed> list() {
    broken.clear();
    return new RunFolder(folder.resolve("runs")).list(broken::add);
  }

  private static String outputs(String path) {
    return "\"outputs\" : [ {\"path\": \"%s\", \"sha256\": \"%s\", \"bytes\": 8, \"rows\": null}, "
        .formatted(path, SHA256);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../victim.txt",
        "a/../../../victim.txt",
        "/etc/hostname",
        "./victim.txt",
        "a//b",
        "",
        ".lease.json",
        ".lock",
        "manifest.json",
        "task-branching.json",
        "manifest.json/part-00000.parquet",
        "task-branching.json/part-00000.parquet",
        "C:/victim.txt",
        "..\\\\victim.txt",
        "a\\u0000b",
      })
  void anOutputOutsideOfTheRunIsNeitherDeletedNorRead(String path) throws IOException {
    Path victim = Files.writeString(folder.resolve("victim.txt"), "precious");
    replace("task-post_processing.json", "\"outputs\" : [ ", outputs(path));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Run.open(new FolderPlace(directory), Config.SCHEMA))
        .withMessageStartingWith(directory.resolve("task-post_processing.json") + ": outputs");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> new RunFiles(directory).forget(TaskId.POST_PROCESSING));
    assertThat(victim).hasContent("precious");
    assertThat(directory.resolve(Lease.FILE)).exists();
    assertThat(directory.resolve(Manifest.FILE)).exists();
    assertThat(tasks.ran()).isEmpty();
  }

  @Test
  void anOutputThroughALinkThatLeavesTheRunIsNeitherDeletedNorRead() throws IOException {
    Path others = Files.createDirectories(folder.resolve("others"));
    Path victim = Files.writeString(others.resolve("victim.txt"), "precious");
    Files.createSymbolicLink(directory.resolve("projector"), others);
    Files.createSymbolicLink(directory.resolve("file"), victim);
    Files.createSymbolicLink(directory.resolve("nowhere"), folder.resolve("nothing"));
    String record = Files.readString(directory.resolve("task-post_processing.json"));
    for (String path : List.of("projector/victim.txt", "file", "nowhere", "projector/new.txt")) {
      Files.writeString(
          directory.resolve("task-post_processing.json"),
          record.replace("\"outputs\" : [ ", outputs(path)));
      try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
        assertThatExceptionOfType(InputException.class)
            .isThrownBy(() -> runner().run(run))
            .withMessageContaining("lies outside of the run");
        assertThatExceptionOfType(InputException.class)
            .isThrownBy(() -> run.files().forget(TaskId.POST_PROCESSING));
      }
    }
    assertThat(victim).hasContent("precious");
    assertThat(others.resolve("new.txt")).doesNotExist();
  }

  @Test
  void aTaskDoesNotWriteThroughALinkThatLeavesTheRun() throws IOException {
    Path others = Files.createDirectories(folder.resolve("others"));
    Files.createSymbolicLink(directory.resolve("projector"), others);
    tasks.replace(
        TaskId.POST_PROCESSING,
        context -> {
          Files.createDirectories(context.files().write("projector"));
          Files.writeString(context.files().write("projector/vectors.tsv"), "mine");
          return TaskResult.of(Map.of());
        });
    try (Run run = Run.open(new FolderPlace(directory), Config.SCHEMA)) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> runner().runOne(run, TaskId.POST_PROCESSING))
          .withMessageContaining("lies outside of the run");
    }
    assertThat(others).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"next\" : [ \"model_training\" ] | \"next\" : [ \"branching\" ] | next is [branching]",
        "\"next\" : [ \"model_training\" ] | \"next\" : [ \"nonsense\" ] | next is [nonsense]",
        "\"next\" : [ \"model_training\" ] | \"next\" : [ ] | next is []",
        "\"next\" : [ \"model_training\" ] | \"next\" : [ null ] | a list has null in it",
        "\"next\" : [ \"model_training\" ] | \"next\" : 7 | next: ",
        "\"task\" : \"branching\" | \"task\" : \"model_training\" | task is model_training",
        "\"outcome\" : \"DONE\", | '' | outcome",
        "\"outcome\" : \"DONE\" | \"outcome\" : null | outcome",
        "\"outcome\" : \"DONE\" | \"outcome\" : \"GONE\" | outcome: ",
        "\"attempt\" : 1 | \"attempt\" : 0 | attempt is 0",
        "\"attempt\" : 1 | \"attempt\" : \"x\" | attempt: ",
        "\"attempt\" : 1 | \"attempt\" : 2147483647 | attempt is 2147483647",
        "\"rows\" : null | \"rows\" : -1 | path and no negative size",
        "\"sha256\" : \" | \"sha256\" : \"../ | sha256 of ",
      })
  void aRecordThatIsNotWhatAnAttemptWritesIsRefusedWithItsKey(
      String text, String instead, String message) throws IOException {
    replace("task-branching.json", text, instead);
    assertThat(list()).isEmpty();
    assertThat(broken)
        .singleElement()
        .asString()
        .startsWith("a run is broken and left out: " + directory.resolve("task-branching.json"))
        .contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "task-branching.json"})
  void nullIsNoDocument(String file) throws IOException {
    Files.writeString(directory.resolve(file), "null");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> RunFolder.manifest(directory))
        .withMessage(directory.resolve(file) + ": holds nothing but null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../r", "..", "a/b", "", "a\\nb"})
  void anIdThatIsNoNameIsRefused(String id) throws IOException {
    replace(Manifest.FILE, "\"id\" : \"r\"", "\"id\" : \"%s\"".formatted(id));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Run.open(new FolderPlace(directory), Config.SCHEMA))
        .withMessageStartingWith(directory.resolve(Manifest.FILE) + ": id is '");
  }

  @Test
  void aBrokenRunDoesNotHideTheOthers() throws IOException {
    Path good = folder.resolve("runs/good");
    try (Run run =
        Run.create(new FolderPlace(good), Config.DEFAULT, TickingClock.START.minusSeconds(9))) {
      runner().run(run);
    }
    Files.writeString(directory.resolve(Manifest.FILE), "{");
    assertThat(list()).extracting(run -> run.manifest().id()).containsExactly("good");
    assertThat(broken).singleElement().asString().contains(directory.toString());
    broken.clear();
    assertThat(new RunFolder(folder.resolve("runs")).newestDone(broken::add))
        .isEqualTo(good.toString());
    assertThat(broken).hasSize(1);
  }

  @Test
  void whatAKilledProcessLeftBesideARecordIsRemovedByTheNext() throws IOException {
    Path left =
        Files.writeString(
            directory.resolve(".task-branching.json.3b3b9a2e-0000-4000-8000-000000000000.tmp"),
            "{");
    Run.open(new FolderPlace(directory), Config.SCHEMA).close();
    assertThat(left).doesNotExist();
  }

  @Test
  void aRunThatWasKilledBeforeItHadAManifestIsRemovedByTheNextOne() throws IOException {
    Path runs = folder.resolve("runs");
    Path killed = Files.createDirectories(runs.resolve("20250101-000000"));
    Files.writeString(killed.resolve(FolderLock.FILE), "");
    Path young = Files.createDirectories(runs.resolve("20250101-000001"));
    Path mine = Files.createDirectories(runs.resolve("mine"));
    Path full = Files.createDirectories(runs.resolve("20250101-000002"));
    Files.writeString(full.resolve("thesis.txt"), "mine");
    for (Path path : List.of(killed, mine, full)) {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(31)));
    }
    new RunFolder(runs).create(Config.DEFAULT, TickingClock.START).close();
    assertThat(killed).doesNotExist();
    assertThat(young).exists();
    assertThat(mine).exists();
    assertThat(full).exists();
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aChangedRecordOrManifestIsReadOrRefused() throws Exception {
    byte[] record = Files.readAllBytes(directory.resolve("task-branching.json"));
    Fuzz.check(
        20_000,
        folder.resolve("task-branching.json"),
        random -> Fuzz.mutate(record, random),
        List.of(InputException.class),
        file -> {
          TaskRecord read = TaskRecord.parse(text(file), file.toString(), TaskId.BRANCHING);
          assertThat(read.duration().toMillis()).isBetween(Long.MIN_VALUE / 8, Long.MAX_VALUE / 8);
        });
    byte[] manifest = Files.readAllBytes(directory.resolve(Manifest.FILE));
    Fuzz.check(
        20_000,
        folder.resolve(Manifest.FILE),
        random -> Fuzz.mutate(manifest, random),
        List.of(InputException.class),
        file -> {
          Manifest read = Manifest.parse(text(file), file.toString());
          assertThat(read.without(Set.of(TaskId.BRANCHING)).tasks()).hasSizeLessThan(5);
        });
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /// Fewer, since all files of the run are read each time.
  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "task-pre_process_data.json", "task-branching.json"})
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aRunWithAChangedFileIsListedOrSaidToBeBroken(String name) throws Exception {
    byte[] seed = Files.readAllBytes(directory.resolve(name));
    Fuzz.check(
        1_000,
        directory.resolve(name),
        random -> Fuzz.mutate(seed, random),
        List.of(BrokenRun.class),
        _ -> {
          if (list().isEmpty()) {
            throw new BrokenRun(broken.getFirst());
          }
          assertThat(broken).isEmpty();
        });
  }

  /// Stands for the line on a broken run.
  private static final class BrokenRun extends Exception {
    BrokenRun(String line) {
      super(line);
    }
  }
}
