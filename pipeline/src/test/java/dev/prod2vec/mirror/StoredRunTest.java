package dev.prod2vec.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.lease.InUseException;
import dev.prod2vec.lease.LeaseTiming;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.Outcome;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunState;
import dev.prod2vec.run.Runs;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.runner.RunListener;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.runner.TaskFailedException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Machine;
import dev.prod2vec.store.MemoryFolder;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StoredRunTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Location RUN = new Location("s3", "shop", "runs/r1");

  private static final Duration LONGER_THAN_A_HEARTBEAT = Duration.ofMillis(100);
  private static final MirrorTiming FAST =
      new MirrorTiming(
          new LeaseTiming(Duration.ofMillis(50), Duration.ofSeconds(30), Clock.systemUTC()),
          Duration.ofMillis(10));

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Machine here;
  private Machine there;

  @BeforeEach
  void start() {
    here = machine("here");
    there = machine("there");
  }

  @AfterEach
  void stop() {
    // The heart of one that lost its lease interrupts the thread that worked.
    Thread.interrupted();
  }

  @Test
  void aStoredRunHasTheFilesOfALocalOneAndNoOthers() throws Exception {
    Path local = folder.resolve("local").resolve("r1");
    try (Run run = Run.create(new FolderPlace(local), Config.DEFAULT, NOW)) {
      runAll(run);
    }
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      runAll(run);
      assertThat(run.place()).isEqualTo("s3://shop/runs/r1");
      assertThat(run.id()).isEqualTo("r1");
    }
    Map<String, String> inStore = hashes(there);
    Map<String, String> onDisk = new TreeMap<>();
    try (Stream<Path> files = Files.walk(local)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        onDisk.put(local.relativize(file).toString(), Sha256.of(file));
      }
    }
    assertThat(inStore.remove(".lease.json")).isNotNull();
    assertThat(onDisk.keySet()).contains(".lease.json", ".lock");
    onDisk.keySet().removeAll(List.of(".lease.json", ".lock"));
    assertThat(inStore).isEqualTo(onDisk);
  }

  @Test
  void oneMachineResumesWhereAnotherStopped() throws Exception {
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      runner(StoredRunTest::body).runOne(run, TaskId.PRE_PROCESS_DATA);
      runner(StoredRunTest::body).runOne(run, TaskId.RUN_DATA_QUALITY_CHECKS);
    }
    try (Run run = Run.open(place(there, RUN), Config.SCHEMA)) {
      runAll(run);
      assertThat(run.directory().resolve("pre_process_data.txt")).hasContent("pre_process_data");
      assertThat(run.manifest().state()).isEqualTo(RunState.DONE);
    }
    try (Run run = Run.open(place(here, RUN), Config.SCHEMA)) {
      runner(
              id -> {
                throw new AssertionError(id + " is done");
              })
          .run(run);
    }
  }

  @Test
  void ofTwoAtOnceOneWorksAndTheOtherSaysSo() throws Exception {
    try (Run _ = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      assertThatExceptionOfType(InUseException.class)
          .isThrownBy(() -> Run.open(place(there, RUN), Config.SCHEMA))
          .withMessageStartingWith(
              "s3://shop/runs/r1: another process works on this run (term 1, process "
                  + ProcessHandle.current().pid());
      assertThat(runs(there).list(_ -> {}))
          .extracting(Runs.Listed::activity)
          .containsExactly(Runs.Activity.RUNNING);
    }
    assertThat(runs(there).list(_ -> {}))
        .extracting(Runs.Listed::activity)
        .containsExactly(Runs.Activity.IDLE);
    Run.open(place(there, RUN), Config.SCHEMA).close();
  }

  @Test
  void twoThatBeginInOneSecondHaveRunsOfTheirOwn() throws Exception {
    try (Run one = runs(here).create(Config.DEFAULT, NOW);
        Run two = runs(there).create(Config.DEFAULT, NOW)) {
      assertThat(one.id()).isEqualTo("20260102-030405");
      assertThat(two.id()).isEqualTo("20260102-030405-2");
    }
  }

  @Test
  void whoWasTakenForDeadPublishesNothingWhenItWakes() throws Exception {
    Task overtaken =
        context -> {
          Files.writeString(context.files().write("result.txt"), "late");
          here.cutOffAfter(0);
          // Meanwhile another machine takes the run over and does the task.
          Thread.sleep(LONGER_THAN_A_HEARTBEAT);
          try (Run run = Run.open(fastPlace(there.patientNoMore()), Config.SCHEMA)) {
            runner(_ -> files -> written(files.files().write("result.txt"), "in time"))
                .runOne(run, TaskGraph.FIRST);
          }
          here.cutOffAfter(Integer.MAX_VALUE);
          return TaskResult.of(Map.of());
        };
    try (Run run = Run.create(fastPlace(here), Config.DEFAULT, NOW)) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> runner(_ -> overtaken).runOne(run, TaskGraph.FIRST))
          .withMessageStartingWith("s3://shop/runs/r1: was taken over from this process (term 1,")
          .withMessageContaining("by another (term 2,")
          .withMessageEndingWith("this process publishes nothing");
    }
    assertThat(read("result.txt")).isEqualTo("in time");
    assertThat(manifest().tasks()).extracting(TaskRecord::outcome).containsExactly(Outcome.DONE);
  }

  @Test
  @Timeout(300)
  void whoWasTakenForDeadIsStoppedByItsHeart() throws Exception {
    Task overtaken =
        _ -> {
          Run.open(fastPlace(there.patientNoMore()), Config.SCHEMA).close();
          Thread.sleep(Duration.ofHours(1));
          return TaskResult.of(Map.of());
        };
    try (Run run = Run.create(fastPlace(here), Config.DEFAULT, NOW)) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> runner(_ -> overtaken).runOne(run, TaskGraph.FIRST))
          .withMessageStartingWith("s3://shop/runs/r1: was taken over from this process");
    }
    assertThat(manifest().tasks()).isEmpty();
  }

  @Test
  void whereverAMachineIsCutOffNothingIsHalfPublishedAndAnotherResumes() throws Exception {
    Machine whole = machine("whole");
    Location expected = RUN.parent().resolve("expected").resolve("r1");
    try (Run run = Run.create(place(whole, expected), Config.DEFAULT, NOW)) {
      doUndoAndDoAgain(run);
    }
    int changes = whole.changes();
    assertThat(changes).isGreaterThan(15);
    for (int cut = 1; cut < changes; cut++) {
      Location location = RUN.parent().resolve("cut-" + cut).resolve("r1");
      Machine broken = machine("broken-" + cut).cutOffAfter(cut);
      try (Run run = Run.create(place(broken, location), Config.DEFAULT, NOW)) {
        doUndoAndDoAgain(run);
      } catch (TaskFailedException | UncheckedIOException _) {
        // As it must be, unless only the lease could not be given back.
      }
      assertWhole(location);
      StorePlace next = place(machine("next-" + cut).patientNoMore(), location);
      try (Run run =
          next.isRun() ? Run.open(next, Config.SCHEMA) : Run.create(next, Config.DEFAULT, NOW)) {
        doUndoAndDoAgain(run);
      }
      assertWhole(location);
      assertThat(outputs(location)).as("cut after %d", cut).isEqualTo(outputs(expected));
    }
  }

  private static void doUndoAndDoAgain(Run run) {
    Runner runner = runner(StoredRunTest::body);
    runner.runOne(run, TaskId.PRE_PROCESS_DATA);
    runner.runOne(run, TaskId.RUN_DATA_QUALITY_CHECKS);
    runner.runOne(run, TaskId.PRE_PROCESS_DATA);
  }

  @Test
  void whatAStoppedTaskLeftIsThereForAnotherMachine() throws Exception {
    Task stopped =
        context -> {
          Files.writeString(context.files().unfinished("checkpoint"), "half");
          throw new InterruptedException();
        };
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> runner(_ -> stopped).runOne(run, TaskGraph.FIRST));
    }
    try (Run run = Run.open(place(there, RUN), Config.SCHEMA)) {
      runner(_ ->
              context -> {
                assertThat(context.files().unfinished("checkpoint")).hasContent("half");
                Files.delete(context.files().unfinished("checkpoint"));
                return written(context.files().write("result.txt"), "whole");
              })
          .runOne(run, TaskGraph.FIRST);
    }
    assertThat(names(RUN)).noneMatch(name -> name.contains("checkpoint"));
  }

  @Test
  @Timeout(300)
  void unfinishedWorkIsThereForAnotherMachineWhileATaskStillWorks() throws Exception {
    String checkpoint = ".term-1/pre_process_data/checkpoint";
    Task works =
        context -> {
          Files.writeString(context.files().unfinished("checkpoint"), "half");
          while (!names(RUN).contains(checkpoint)) {
            Thread.sleep(5);
          }
          assertThat(read(checkpoint)).isEqualTo("half");
          Files.delete(context.files().unfinished("checkpoint"));
          return written(context.files().write("result.txt"), "whole");
        };
    try (Run run = Run.create(fastPlace(here), Config.DEFAULT, NOW)) {
      runner(_ -> works).runOne(run, TaskGraph.FIRST);
      assertThat(names(RUN)).doesNotContain(checkpoint);
    }
  }

  @Test
  void whatAClusterLeftStaysInTheStoreAndIsNamedToTheNextMachine() throws Exception {
    List<List<Location>> before = new ArrayList<>();
    Task stopped =
        context -> {
          before.add(context.files().leftBefore("rounds"));
          Location rounds = context.files().sharedUnfinished("rounds");
          put(RUN.relativize(rounds.resolve("block")), "half");
          throw new InterruptedException();
        };
    for (Machine machine : List.of(here, there)) {
      Run run =
          machine == here
              ? Run.create(place(machine, RUN), Config.DEFAULT, NOW)
              : Run.open(place(machine, RUN), Config.SCHEMA);
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> runner(_ -> stopped).runOne(run, TaskGraph.FIRST));
      run.close();
    }
    assertThat(before)
        .containsExactly(List.of(), List.of(RUN.resolve(".term-1/pre_process_data/rounds")));
    try (Run run = Run.open(place(here, RUN), Config.SCHEMA)) {
      runner(_ ->
              context -> {
                before.add(context.files().leftBefore("rounds"));
                assertThat(context.files().unfinished("rounds")).doesNotExist();
                return written(context.files().write("result.txt"), "whole");
              })
          .runOne(run, TaskGraph.FIRST);
    }
    assertThat(before.getLast())
        .containsExactly(
            RUN.resolve(".term-2/pre_process_data/rounds"),
            RUN.resolve(".term-1/pre_process_data/rounds"));
    assertThat(names(RUN)).noneMatch(name -> name.startsWith(".term-"));
  }

  @Test
  void whatAnEarlierVersionLeftUnfinishedIsFound() throws Exception {
    Run.create(place(here, RUN), Config.DEFAULT, NOW).close();
    put(".attempt-1/pre_process_data/checkpoint", "half");
    try (Run run = Run.open(place(there, RUN), Config.SCHEMA)) {
      Path checkpoint = run.files(TaskGraph.FIRST).unfinished("checkpoint");
      assertThat(checkpoint).hasContent("half");
      assertThat(checkpoint.toString()).contains(".term-2");
      runner(StoredRunTest::body).runOne(run, TaskGraph.FIRST);
    }
    assertThat(names(RUN)).noneMatch(name -> name.contains("checkpoint"));
  }

  @Test
  void twoProcessesOfOneMachineAreKeptApartThoughTheStoreTakesTheFirstForDead() throws Exception {
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      here.patientNoMore();
      assertThatExceptionOfType(InUseException.class)
          .isThrownBy(() -> Run.open(place(here, RUN), Config.SCHEMA))
          .withMessageStartingWith(run.directory() + ": another process works on this run");
      runAll(run);
    }
    assertThat(manifest().state()).isEqualTo(RunState.DONE);
  }

  @Test
  void aTaskThatIsRunAgainUndoesTheTasksAfterIt() throws Exception {
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      runAll(run);
    }
    try (Run run = Run.open(place(there, RUN), Config.SCHEMA)) {
      runner(StoredRunTest::body).runOne(run, TaskId.RUN_DATA_QUALITY_CHECKS);
    }
    assertThat(names(RUN))
        .containsExactlyInAnyOrder(
            ".lease.json",
            "manifest.json",
            "pre_process_data.txt",
            "run_data_quality_checks.txt",
            "task-pre_process_data.json",
            "task-run_data_quality_checks.json");
    assertThat(manifest().tasks())
        .extracting(TaskRecord::task)
        .containsExactly("pre_process_data", "run_data_quality_checks");
  }

  @Test
  void wrongUseInTheFirstTaskLeavesNoRun() {
    Task wrong =
        _ -> {
          throw new WrongUseException("no such file");
        };
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      assertThatExceptionOfType(TaskFailedException.class)
          .isThrownBy(() -> runner(_ -> wrong).run(run));
    }
    assertThat(names(RUN)).isEmpty();
  }

  @Test
  void aLocationThatHoldsSomethingIsRefused() throws Exception {
    put("thesis.txt", "mine");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Run.create(place(here, RUN), Config.DEFAULT, NOW))
        .withMessageStartingWith("s3://shop/runs/r1: is not empty");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Run.open(place(here, RUN), Config.SCHEMA))
        .withMessageStartingWith("s3://shop/runs/r1: is no run: it has no manifest.json");
    assertThat(names(RUN)).containsExactly("thesis.txt");
  }

  @Test
  void aFileThatWasReplacedOrLiesOutsideIsRefused() throws Exception {
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      runAll(run);
    }
    put("pre_process_data.txt", "another one");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Run.open(place(there, RUN), Config.SCHEMA))
        .withMessageStartingWith(
            "s3://shop/runs/r1/pre_process_data.txt: is not what the task wrote");
    String record = read("task-pre_process_data.json");
    put(
        "task-pre_process_data.json",
        record.replace("\"pre_process_data.txt\"", "\"../../outside.txt\""));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Run.open(place(there, RUN), Config.SCHEMA))
        .withMessageStartingWith(
            "s3://shop/runs/r1/task-pre_process_data.json: outputs is ../../outside.txt; allowed:"
                + " ");
  }

  @Test
  void aCopyToReadIsMadeOnceForEachState() throws Exception {
    try (Run run = Run.create(place(here, RUN), Config.DEFAULT, NOW)) {
      runAll(run);
    }
    Path copy = LocalCopy.of(there.store(), RUN);
    assertThat(copy.resolve("post_processing.txt")).exists();
    assertThat(LocalCopy.of(there.store(), RUN)).isEqualTo(copy);
    put("post_processing.txt", "another one");
    assertThat(LocalCopy.of(there.store(), RUN)).isNotEqualTo(copy);
    List<String> broken = new ArrayList<>();
    assertThat(runs(there).newestDone(broken::add)).isEqualTo(RUN.toString());
    assertThat(broken).isEmpty();
  }

  /// Every task that the manifest names has its record, and every file that a record names is there
  /// with the content that the record tells of.
  private void assertWhole(Location run) throws Exception {
    Map<String, String> hashes = hashes(there, run);
    List<TaskRecord> records =
        names(run).stream()
            .filter(name -> name.startsWith("task-"))
            .map(name -> Json.parse(read(run, name), name, TaskRecord.class))
            .toList();
    for (TaskRecord record : records) {
      for (FileRecord output : record.outputs()) {
        assertThat(hashes).containsEntry(output.path(), output.sha256());
      }
    }
    if (names(run).contains(Manifest.FILE)) {
      Manifest manifest = Json.parse(read(run, Manifest.FILE), Manifest.FILE, Manifest.class);
      assertThat(records).containsAll(manifest.tasks());
    }
  }

  private Map<String, String> outputs(Location run) throws Exception {
    Map<String, String> hashes = hashes(there, run);
    hashes.keySet().removeIf(name -> !name.endsWith(".txt"));
    return hashes;
  }

  private static Task body(TaskId id) {
    return context -> {
      TaskResult result = written(context.files().write(id + ".txt"), id.toString());
      return id == TaskId.BRANCHING ? result.withNext(TaskId.MODEL_TRAINING) : result;
    };
  }

  private static TaskResult written(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return TaskResult.of(Map.of());
  }

  private static Runner runner(Function<TaskId, Task> tasks) {
    return new Runner(tasks, CLOCK, RunListener.NONE);
  }

  private static void runAll(Run run) {
    runner(StoredRunTest::body).run(run);
  }

  /// Its heart does not beat during a test.
  private static StorePlace place(Machine machine, Location run) {
    return new StorePlace(machine.store(), run, UnaryOperator.identity());
  }

  private static StorePlace fastPlace(Machine machine) {
    return new StorePlace(machine.store(), RUN, UnaryOperator.identity(), FAST);
  }

  private static StoredRuns runs(Machine machine) {
    return new StoredRuns(machine.store(), RUN.parent(), UnaryOperator.identity());
  }

  private Machine machine(String name) {
    return new Machine(folder.resolve("store"), folder.resolve("cache-" + name));
  }

  private Manifest manifest() {
    return Json.parse(read(Manifest.FILE), Manifest.FILE, Manifest.class);
  }

  private void put(String name, String text) throws IOException {
    assertThat(
            there
                .store()
                .write(
                    RUN.resolve(name),
                    text.getBytes(StandardCharsets.UTF_8),
                    new Condition.Always()))
        .isPresent();
  }

  private String read(String name) {
    return read(RUN, name);
  }

  private String read(Location run, String name) {
    try {
      return there.store().read(run.resolve(name)).orElseThrow().text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names(Location run) {
    try {
      return there.store().list(run).stream()
          .map(object -> run.relativize(object.location()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> hashes(Machine machine) throws Exception {
    return hashes(machine, RUN);
  }

  private Map<String, String> hashes(Machine machine, Location run) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    for (StoredObject object : machine.store().list(run)) {
      Path file = folder.resolve("hashed");
      machine.store().download(object, file);
      hashes.put(run.relativize(object.location()), Sha256.of(file));
      Files.delete(file);
    }
    return hashes;
  }
}
