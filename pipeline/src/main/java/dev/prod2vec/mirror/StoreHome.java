package dev.prod2vec.mirror;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.lease.StoreLease;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.Home;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.RunFiles;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredContent;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A run in S3, worked on in a directory that is a copy of it. What a task wrote goes up before its
/// record, and that before the manifest; what is undone goes the other way. So whoever reads the
/// manifest or a record finds the objects that it names.
public final class StoreHome implements Home {
  private static final int MAX_TRIES = 5;

  private final ConditionalStore store;
  private final Location run;

  /// What the records in S3 say, as far as this process knows: it alone changes them.
  private final Map<TaskId, TaskRecord> published = new EnumMap<>(TaskId.class);

  private @Nullable StoreLease lease;
  private @Nullable ResumeMirror leftovers;

  public StoreHome(ConditionalStore store, Location run) {
    this.store = store;
    this.run = run;
  }

  @Override
  public long take(long attempt) throws IOException {
    lease = StoreLease.take(store, run);
    return lease.attempt();
  }

  @Override
  public void pull(RunFiles files, long attempt) throws IOException {
    Map<String, StoredObject> objects = new LinkedHashMap<>();
    for (StoredObject object : store.list(run)) {
      objects.put(run.relativize(object.location()), object);
    }
    published.clear();
    for (TaskId task : TaskId.values()) {
      String name = RunFiles.recordName(task);
      Optional<StoredContent> there =
          objects.containsKey(name) ? store.read(run.resolve(name)) : Optional.empty();
      if (there.isPresent()) {
        TaskRecord record =
            TaskRecord.parse(there.get().text(), run.resolve(name).toString(), task);
        published.put(task, record);
        if (!files.record(task).equals(Optional.of(record))) {
          files.forget(task);
        }
        for (FileRecord output : record.outputs()) {
          fetch(output, Optional.ofNullable(objects.get(output.path())), files);
        }
        files.write(record);
      } else {
        files.forget(task);
      }
    }
    leftovers = ResumeMirror.pull(store, run, objects.values(), files, attempt);
  }

  /// Has a file in the directory with the content that a record names.
  private void fetch(FileRecord output, Optional<StoredObject> object, RunFiles files)
      throws IOException {
    Path file = files.output(output.path());
    if (Files.isRegularFile(file)
        && Files.size(file) == output.bytes()
        && Sha256.of(file).equals(output.sha256())) {
      return;
    }
    Location location = run.resolve(output.path());
    StoredObject found =
        object.orElseThrow(() ->
            new InputException(
                location
                    + ": is gone, though the task that wrote it is done\nhint: start a new run"));
    store.download(found, file);
    if (!Sha256.of(file).equals(output.sha256())) {
      Files.delete(file);
      throw new InputException(
          location
              + ": is not what the task wrote, by the record of the task\nhint: start a new run");
    }
  }

  /// A path that a location names, which somebody else may have written.
  public static Path inside(Path directory, String name) {
    Path file = directory.resolve(name).normalize();
    if (!file.startsWith(directory.normalize())) {
      throw new InputException(name + ": lies outside the run");
    }
    return file;
  }

  @Override
  public void publish(RunFiles files, Manifest created) throws IOException {
    Map<TaskId, TaskRecord> now = new EnumMap<>(TaskId.class);
    for (TaskId task : TaskId.values()) {
      files.record(task).ifPresent(record -> now.put(task, record));
    }
    Set<TaskId> gone = EnumSet.noneOf(TaskId.class);
    published.forEach((task, record) -> {
      if (!record.equals(now.get(task))) {
        gone.add(task);
      }
    });
    lease().require();
    Manifest manifest = files.compose(created);
    if (!gone.isEmpty()) {
      put(Manifest.FILE, Json.text(manifest.without(gone)));
      for (TaskId task : List.copyOf(gone).reversed()) {
        withdraw(task);
      }
    }
    for (Map.Entry<TaskId, TaskRecord> entry : now.entrySet()) {
      if (!published.containsKey(entry.getKey())) {
        put(entry.getKey(), entry.getValue(), files);
      }
    }
    put(Manifest.FILE, Json.text(manifest));
  }

  private void withdraw(TaskId task) throws IOException {
    TaskRecord record = published.get(task);
    if (record == null) {
      return;
    }
    lease().require();
    store.delete(run.resolve(RunFiles.recordName(task)));
    published.remove(task);
    for (FileRecord output : record.outputs()) {
      lease().require();
      store.delete(run.resolve(output.path()));
    }
  }

  private void put(TaskId task, TaskRecord record, RunFiles files) throws IOException {
    for (FileRecord output : record.outputs()) {
      Location location = run.resolve(output.path());
      Path file = files.output(output.path());
      replace(location, condition -> store.upload(file, location, condition));
    }
    put(RunFiles.recordName(task), Json.text(record));
    published.put(task, record);
    if (record.done()) {
      leftovers().discard(task);
    }
  }

  private void put(String name, String text) throws IOException {
    Location location = run.resolve(name);
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    replace(location, condition -> store.write(location, content, condition));
  }

  /// Writes an object under a condition.
  private interface Write {
    Optional<String> on(Condition condition) throws IOException;
  }

  /// Writes an object in place of what is there, if anything: of this process before, or of one
  /// that lost the lease. The look at the object comes before the one at the lease: so a process
  /// that sleeps meanwhile cannot write over what it did not see.
  private void replace(Location location, Write write) throws IOException {
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<StoredObject> before = store.head(location);
      lease().require();
      Condition condition =
          before.isPresent()
              ? new Condition.Unchanged(before.get().etag())
              : new Condition.Absent();
      if (write.on(condition).isPresent()) {
        return;
      }
    }
    throw new IOException(
        location
            + ": others write there all the time\nhint: let one process alone work on the run");
  }

  @Override
  public void remove() throws IOException {
    lease().require();
    lease().abandon();
    for (StoredObject object : store.list(run)) {
      store.delete(object.location());
    }
    lease = null;
  }

  @Override
  public void workHasEnded() {
    if (lease != null) {
      lease.workHasEnded();
    }
  }

  @Override
  public void leave() throws IOException {
    if (leftovers != null) {
      leftovers.close();
    }
    if (lease != null) {
      lease.close();
    }
  }

  /// The lease; there from [#take] on.
  private StoreLease lease() {
    if (lease == null) {
      throw new IllegalStateException("not taken");
    }
    return lease;
  }

  private ResumeMirror leftovers() {
    if (leftovers == null) {
      throw new IllegalStateException("not pulled");
    }
    return leftovers;
  }

  /// @throws WrongUseException if anything of a run is there, or something else
  public void requireBlank() throws IOException {
    boolean blank =
        store.list(run).stream()
            .map(object -> run.relativize(object.location()))
            .allMatch(name -> name.equals(Lease.FILE) || name.startsWith(RunFiles.ATTEMPT));
    if (!blank) {
      throw new WrongUseException(run + ": is not empty\nhint: name a new location");
    }
  }

  /// The manifest.
  ///
  /// @throws WrongUseException if this is no run
  public Manifest manifest() throws IOException {
    return find()
        .orElseThrow(() ->
            new WrongUseException(
                "%s: is no run: it has no %s\nhint: %s"
                    .formatted(
                        run,
                        Manifest.FILE,
                        ShellCommand.prod2vec("runs", "--out", run.parent().toString()))));
  }

  /// The manifest, not composed of the records anew; empty if this is no run.
  public Optional<Manifest> find() throws IOException {
    Location location = run.resolve(Manifest.FILE);
    return store.read(location).map(object -> Manifest.parse(object.text(), location.toString()));
  }
}
