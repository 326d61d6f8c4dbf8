package dev.prod2vec.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.lease.StoreLeaseContract;
import dev.prod2vec.mirror.StorePlace;
import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.RunPlace;
import dev.prod2vec.runner.RunListener;
import dev.prod2vec.runner.Runner;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.PartsTarget;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import dev.prod2vec.task.WrittenPart;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs and leases need a server that honours conditions. All else that they promise is tested on a
/// folder, in the module `pipeline`.
class S3RunTest implements StoreLeaseContract {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final Location RUN = new Location("s3", S3Server.BUCKET, "runs/r1");

  @TempDir private Path folder;
  private S3Server server;
  private S3Store here;
  private S3Store there;

  @BeforeEach
  void start() throws Exception {
    server = S3Server.start();
    here = S3Store.open(S3Server.config(server.port(), folder.resolve("here")), Map.of());
    there = S3Store.open(S3Server.config(server.port(), folder.resolve("there")), Map.of());
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
    server.close();
  }

  @Test
  void aRunThatAnotherMachineResumesHasTheObjectsThatALocalRunHasAsFiles() throws Exception {
    Path local = folder.resolve("local").resolve("r1");
    work(new FolderPlace(local), TaskId.PRE_PROCESS_DATA, TaskId.RUN_DATA_QUALITY_CHECKS);
    work(place(here), TaskId.PRE_PROCESS_DATA);
    work(place(there), TaskId.RUN_DATA_QUALITY_CHECKS);
    Map<String, String> onDisk = new TreeMap<>();
    try (Stream<Path> files = Files.walk(local)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        onDisk.put(local.relativize(file).toString(), Sha256.of(file));
      }
    }
    Map<String, String> inS3 = new TreeMap<>();
    for (StoredObject object : there.list(RUN)) {
      Path file = folder.resolve("hashed");
      there.download(object, file);
      inS3.put(RUN.relativize(object.location()), Sha256.of(file));
      Files.delete(file);
    }
    assertThat(inS3.remove(Lease.FILE)).isNotNull();
    onDisk.keySet().removeAll(List.of(Lease.FILE, ".lock"));
    assertThat(inS3).isEqualTo(onDisk);
  }

  @Test
  void partsOfAClusterAndAFileReplaceEachOther() throws Exception {
    String table = "baskets.parquet";
    Task cluster =
        context -> {
          PartsTarget target = context.files().writeParts(table);
          List<WrittenPart> parts = new ArrayList<>();
          for (int i = 0; i < 2; i++) {
            String text = "part " + i;
            there.write(target.part(i), text.getBytes(StandardCharsets.UTF_8));
            parts.add(new WrittenPart(target.part(i).name(), text.length(), Sha256.ofText(text)));
          }
          context.files().wroteParts(table, parts);
          return TaskResult.of(Map.of());
        };
    Run.create(place(here), Config.DEFAULT, CLOCK.instant()).close();
    there.write(RUN.resolve(table), "of a killed attempt".getBytes(StandardCharsets.UTF_8));
    there.write(RUN.resolve(table + ".txt"), "another".getBytes(StandardCharsets.UTF_8));
    Task reads =
        context -> {
          List<Path> files = PartFiles.of(context.files().read(table)).files();
          assertThat(files).hasSize(2);
          assertThat(files.get(1)).hasContent("part 1");
          return TaskResult.of(Map.of());
        };
    try (Run run = Run.open(place(here), Config.SCHEMA)) {
      var _ =
          new Runner(_ -> cluster, CLOCK, RunListener.NONE).runOne(run, TaskId.PRE_PROCESS_DATA);
    }
    there.write(
        RUN.resolve(table).resolve(PartFiles.name(2, "0-left")),
        "of a killed attempt".getBytes(StandardCharsets.UTF_8));
    try (Run run = Run.open(place(there), Config.SCHEMA)) {
      var _ =
          new Runner(_ -> reads, CLOCK, RunListener.NONE)
              .runOne(run, TaskId.RUN_DATA_QUALITY_CHECKS);
    }
    Task writes =
        context -> {
          Files.writeString(context.files().write(table), "a file");
          return TaskResult.of(Map.of());
        };
    try (Run run = Run.open(place(there), Config.SCHEMA)) {
      var _ = new Runner(_ -> writes, CLOCK, RunListener.NONE).runOne(run, TaskId.PRE_PROCESS_DATA);
    }
    assertThat(there.list(RUN))
        .extracting(object -> RUN.relativize(object.location()))
        .filteredOn(name -> name.startsWith(table))
        .containsExactly(table, table + ".txt");
  }

  @Override
  public ConditionalStore here() {
    return oneWriteAtATime(here);
  }

  @Override
  public ConditionalStore there() {
    return oneWriteAtATime(there);
  }

  @Override
  public Location leased() {
    return RUN;
  }

  /// S3 checks a condition and writes in one step; this server does so in two.
  private static ConditionalStore oneWriteAtATime(ConditionalStore store) {
    return (ConditionalStore)
        Proxy.newProxyInstance(
            ConditionalStore.class.getClassLoader(),
            new Class<?>[] {ConditionalStore.class},
            (_, method, arguments) -> {
              synchronized (S3RunTest.class) {
                try {
                  return method.invoke(store, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }
            });
  }

  private static RunPlace place(S3Store store) {
    return new StorePlace(store, RUN, UnaryOperator.identity());
  }

  private static void work(RunPlace place, TaskId... tasks) {
    try (Run run =
        place.isRun()
            ? Run.open(place, Config.SCHEMA)
            : Run.create(place, Config.DEFAULT, CLOCK.instant())) {
      for (TaskId task : tasks) {
        var _ = new Runner(S3RunTest::body, CLOCK, RunListener.NONE).runOne(run, task);
      }
    }
  }

  private static Task body(TaskId id) {
    return context -> {
      Files.writeString(context.files().write(id + ".txt"), id.toString());
      return TaskResult.of(Map.of());
    };
  }
}
