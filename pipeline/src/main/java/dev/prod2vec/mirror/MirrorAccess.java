package dev.prod2vec.mirror;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.Uninterrupted;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.RunAccess;
import dev.prod2vec.run.RunFiles;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A run in a store that this process may write into, by way of the folder that mirrors it. A
/// task's outputs are uploaded first, then its record, then the manifest; a task is undone in the
/// opposite order. So whoever reads the manifest or a record finds the objects that it names.
final class MirrorAccess implements RunAccess {
  private final LeasedObjects objects;
  private final RunFiles files;
  private final Lease localLease;
  private final ResumeMirror unfinished;

  /// The records in the store. Only this process changes them.
  private final Map<TaskId, TaskRecord> published;

  private MirrorAccess(
      LeasedObjects objects,
      RunFiles files,
      Lease localLease,
      ResumeMirror unfinished,
      Map<TaskId, TaskRecord> published) {
    this.objects = objects;
    this.files = files;
    this.localLease = localLease;
    this.unfinished = unfinished;
    this.published = published;
  }

  /// Brings the folder to the state of the store, and begins to mirror it.
  ///
  /// @param localLease the lease on the folder
  /// @param interval time between two uploads of unfinished work
  static MirrorAccess pull(
      LeasedObjects objects, RunFiles files, Lease localLease, Duration interval)
      throws IOException {
    RunDownload download = RunDownload.begin(objects.store(), objects.run(), files);
    Map<TaskId, TaskRecord> published = download.finishedTasks();
    download.unfinishedTasks();
    ResumeMirror unfinished = new ResumeMirror(objects, files, objects.lease().term(), interval);
    return new MirrorAccess(objects, files, localLease, unfinished, published);
  }

  @Override
  public long term() {
    return objects.lease().term();
  }

  @Override
  public boolean isKeptElsewhere() {
    return true;
  }

  @Override
  public Optional<TaskStorage> storage(TaskId task) {
    return Optional.of(new MirrorStorage(task, objects, files, published, this));
  }

  @Override
  public void change(Change change) throws IOException {
    localLease.change(change);
  }

  @Override
  public void publish(Manifest created) throws IOException {
    change(() -> files.writeManifest(created));
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
    Manifest manifest = files.compose(created);
    if (!gone.isEmpty()) {
      objects.write(Manifest.FILE, Json.text(manifest.without(gone)));
      for (TaskId task : List.copyOf(gone).reversed()) {
        withdraw(task);
      }
    }
    for (Map.Entry<TaskId, TaskRecord> entry : now.entrySet()) {
      if (!published.containsKey(entry.getKey())) {
        upload(entry.getKey(), entry.getValue());
      }
    }
    objects.write(Manifest.FILE, Json.text(manifest));
  }

  private void withdraw(TaskId task) throws IOException {
    TaskRecord record = published.get(task);
    if (record == null) {
      return;
    }
    objects.delete(RunFiles.recordName(task));
    published.remove(task);
    for (FileRecord output : record.outputs()) {
      objects.delete(output.path());
    }
  }

  private void upload(TaskId task, TaskRecord record) throws IOException {
    makeRoom(record.outputs());
    for (FileRecord output : record.outputs()) {
      Path file = files.output(output.path());
      if (Files.exists(file) || !PartFiles.isPart(output.path())) {
        objects.upload(output.path(), file);
      } else {
        // Another machine wrote it there.
        StoredOutputs stored = new StoredOutputs(objects.store(), objects.run(), files);
        var _ = stored.require(output, objects.store().head(objects.location(output.path())));
      }
    }
    objects.write(RunFiles.recordName(task), Json.text(record));
    published.put(task, record);
    if (record.done()) {
      unfinished.discard(task);
    }
  }

  /// Removes what attempts without a record left under the names of outputs, so that a table has no
  /// parts but its own, and a file takes the place of a folder as in a file system.
  private void makeRoom(List<FileRecord> outputs) throws IOException {
    if (!outputs.isEmpty()) {
      Set<String> paths = outputs.stream().map(FileRecord::path).collect(Collectors.toSet());
      objects.deleteOthers(
          paths.stream().map(LeasedObjects::top).collect(Collectors.toSet()), paths);
    }
  }

  @Override
  public void remove() throws IOException {
    objects.deleteAll();
    localLease.abandon();
    Tree.delete(files.directory());
  }

  @Override
  public void close(Change last) throws IOException {
    objects.lease().workHasEnded();
    localLease.workHasEnded();
    Uninterrupted.make(() -> {
      try {
        unfinished.close();
        objects.lease().close();
      } finally {
        localLease.close(last);
      }
    });
  }
}
