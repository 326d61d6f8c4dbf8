package dev.prod2vec.mirror;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.lease.TermFolder;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.RunFiles;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredContent;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Brings a folder to the state of a run in a store. Files that are the same already stay.
///
/// @param objects of the run, by their names relative to it
record RunDownload(
    ConditionalStore store, Location run, RunFiles files, Map<String, StoredObject> objects) {

  /// Parts of the path of a task's own unfinished file: the term, the task and the file.
  private static final int FILE_OF_TASK = 3;

  /// Begins with an empty folder where no run is in the store.
  static RunDownload begin(ConditionalStore store, Location run, RunFiles files)
      throws IOException {
    Map<String, StoredObject> objects = new LinkedHashMap<>();
    for (StoredObject object : store.list(run)) {
      String name = run.relativize(object.location());
      // Some clients mark folders by objects.
      if (!name.endsWith("/")) {
        objects.put(name, object);
      }
    }
    if (!objects.containsKey(Manifest.FILE)) {
      files.clear();
    }
    return new RunDownload(store, run, files, objects);
  }

  /// Brings the records to the folder, and the outputs that they name, except parts.
  Map<TaskId, TaskRecord> finishedTasks() throws IOException {
    StoredOutputs outputs = new StoredOutputs(store, run, files);
    Map<TaskId, TaskRecord> records = new EnumMap<>(TaskId.class);
    for (TaskId task : TaskId.values()) {
      Optional<TaskRecord> stored = record(task);
      if (stored.isEmpty()) {
        files.forget(task);
        continue;
      }
      TaskRecord record = stored.get();
      records.put(task, record);
      if (!files.record(task).equals(stored)) {
        files.forget(task);
      }
      for (FileRecord output : record.outputs()) {
        if (PartFiles.isPart(output.path())) {
          look(output, outputs);
        } else {
          outputs.fetch(output);
        }
      }
      files.write(record);
    }
    return records;
  }

  private Optional<TaskRecord> record(TaskId task) throws IOException {
    String name = RunFiles.recordName(task);
    Location location = run.resolve(name);
    Optional<StoredContent> content =
        objects.containsKey(name) ? store.read(location) : Optional.empty();
    return content.map(found -> TaskRecord.parse(found.text(), location.toString(), task));
  }

  /// A part stays in the store until somebody reads it: see [MirrorStorage]. One of other content,
  /// which the folder may have, is removed.
  private void look(FileRecord part, StoredOutputs outputs) throws IOException {
    var _ = outputs.require(part, Optional.ofNullable(objects.get(part.path())));
    Path file = files.output(part.path());
    if (Files.isRegularFile(file) && !StoredOutputs.isSame(file, part)) {
      Files.delete(file);
    }
  }

  /// Brings what the last holder of the lease left unfinished. If that was this machine, the folder
  /// has it already, perhaps newer. What machines of a cluster share stays in the store.
  void unfinishedTasks() throws IOException {
    List<String> own =
        objects.keySet().stream().filter(name -> name.split("/").length <= FILE_OF_TASK).toList();
    long last = TermFolder.last(own.stream());
    if (files.lastTerm() >= last) {
      return;
    }
    for (String name : own) {
      if (TermFolder.term(name).orElse(0) == last) {
        store.download(Objects.requireNonNull(objects.get(name)), inside(name));
      }
    }
  }

  /// The file for an object, whose name somebody else may have written.
  private Path inside(String name) {
    Path file = files.directory().resolve(name).normalize();
    if (!file.startsWith(files.directory().normalize())) {
      throw new InputException(name + ": lies outside the run");
    }
    return file;
  }
}
