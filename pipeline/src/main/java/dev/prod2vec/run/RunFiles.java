package dev.prod2vec.run;

import dev.prod2vec.ingest.InputException;
import dev.prod2vec.ingest.Json;
import dev.prod2vec.setting.SettingException;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The files of a run that hold its state. Reading needs no lock.
final class RunFiles {
  private static final String STAGING = ".staging-";

  private final Path directory;

  RunFiles(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /// Whether this is a run directory.
  boolean exist() {
    return Files.isRegularFile(directory.resolve(Manifest.FILE));
  }

  /// The manifest, composed anew of the records: the file may be behind them after a kill.
  ///
  /// @throws SettingException if this is no run directory
  /// @throws InputException if a file is broken
  Manifest manifest() {
    if (!exist()) {
      throw new SettingException(
          directory + ": is no run: it has no " + Manifest.FILE + "\nhint: prod2vec runs");
    }
    return compose(Json.read(directory.resolve(Manifest.FILE), Manifest.class));
  }

  /// Writes the manifest of what was fixed at the creation, and the records.
  void writeManifest(Manifest created) throws IOException {
    Folder.writeAtomically(directory.resolve(Manifest.FILE), Json.text(compose(created)));
  }

  /// The last attempt at a task.
  Optional<TaskRecord> record(TaskId task) {
    Path file = recordFile(task);
    return Files.exists(file) ? Optional.of(Json.read(file, TaskRecord.class)) : Optional.empty();
  }

  /// Writes the record of an attempt.
  void write(TaskRecord attempt) throws IOException {
    Folder.writeAtomically(recordFile(attempt.id()), Json.text(attempt));
  }

  /// Makes a task undone: removes its record, then its files.
  void forget(TaskId task) throws IOException {
    Optional<TaskRecord> attempt = record(task);
    Files.deleteIfExists(recordFile(task));
    for (FileRecord output : attempt.map(TaskRecord::outputs).orElse(List.of())) {
      Files.deleteIfExists(directory.resolve(output.path()));
    }
  }

  /// An empty folder for an attempt at a task.
  Path stage(TaskId task) throws IOException {
    Path staging = directory.resolve(STAGING + task.id());
    Folder.delete(staging);
    return Files.createDirectory(staging);
  }

  /// Removes the folders of attempts that were killed.
  void removeStaging() throws IOException {
    for (Path entry : Folder.list(directory)) {
      if (entry.getFileName().toString().startsWith(STAGING)) {
        Folder.delete(entry);
      }
    }
  }

  private Path recordFile(TaskId task) {
    return directory.resolve("task-" + task.id() + ".json");
  }

  private Manifest compose(Manifest created) {
    List<TaskRecord> tasks =
        Arrays.stream(TaskId.values()).flatMap(task -> record(task).stream()).toList();
    List<FileRecord> inputs = record(TaskGraph.FIRST).map(TaskRecord::inputs).orElse(List.of());
    return new Manifest(
        created.id(),
        created.toolVersion(),
        created.created(),
        state(),
        created.seed(),
        inputs,
        tasks,
        created.config());
  }

  private RunState state() {
    TaskId task = TaskGraph.FIRST;
    while (true) {
      Optional<TaskRecord> attempt = record(task);
      if (attempt.isEmpty()) {
        return RunState.UNFINISHED;
      }
      switch (attempt.get().outcome()) {
        case FAILED -> {
          return RunState.FAILED;
        }
        case INTERRUPTED -> {
          return RunState.INTERRUPTED;
        }
        case DONE -> {
          if (attempt.get().next().isEmpty()) {
            return RunState.DONE;
          }
          task = TaskId.of(attempt.get().next().getFirst());
        }
      }
    }
  }
}
