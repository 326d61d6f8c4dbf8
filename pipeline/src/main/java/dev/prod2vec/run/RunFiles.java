package dev.prod2vec.run;

import dev.prod2vec.ingest.Fence;
import dev.prod2vec.ingest.InputException;
import dev.prod2vec.ingest.Json;
import dev.prod2vec.setting.SettingException;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The files of a run that hold its state. Reading needs no lock.
final class RunFiles {
  /// Beginning of the names of the folders that attempts work in.
  static final String ATTEMPT = ".attempt-";

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
          "%s: is no run: it has no %s\nhint: %s"
              .formatted(directory, Manifest.FILE, ShellCommand.prod2vec("runs")));
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

  /// Whether the directory holds nothing but the lock and what a process that was killed at once
  /// left.
  boolean blank() throws IOException {
    return Folder.list(directory).stream()
        .map(entry -> entry.getFileName().toString())
        .allMatch(name ->
            name.equals(RunLock.FILE) || name.equals(Lease.FILE) || name.startsWith(ATTEMPT));
  }

  /// The highest number of an attempt that left something; 0 where none did.
  long lastAttempt() throws IOException {
    return Folder.list(directory).stream()
        .filter(entry -> entry.getFileName().toString().startsWith(ATTEMPT))
        .mapToLong(RunFiles::number)
        .max()
        .orElse(0);
  }

  /// Removes all but the lease and the lock.
  void clear() throws IOException {
    for (Path entry : Folder.list(directory)) {
      String name = entry.getFileName().toString();
      if (!name.equals(RunLock.FILE) && !name.equals(Lease.FILE)) {
        Folder.delete(entry);
      }
    }
  }

  /// The files of a task for the holder of a lease. They are in a folder with a name of its own:
  /// one that lost the lease no longer finds it.
  TaskFiles of(long attempt, TaskId task, Fence fence) {
    Path folder = folder(attempt).resolve(task.id());
    return new TaskFiles(directory, staging(attempt, task), folder, fence);
  }

  private Path staging(long attempt, TaskId task) {
    return folder(attempt).resolve(task.id()).resolve("staging");
  }

  /// Removes what an attempt at a task wrote that is no output.
  void discard(long attempt, TaskId task) throws IOException {
    Folder.delete(folder(attempt).resolve(task.id()));
  }

  /// Hands to an attempt what the one before left to go on from, and removes what others left.
  void takeOver(long number) throws IOException {
    List<Path> earlier =
        Folder.list(directory).stream()
            .filter(entry -> entry.getFileName().toString().startsWith(ATTEMPT))
            .sorted(Comparator.comparingLong(RunFiles::number))
            .toList();
    for (Path folder : earlier) {
      if (folder.equals(earlier.getLast())) {
        Files.move(folder, folder(number), StandardCopyOption.ATOMIC_MOVE);
      } else {
        Folder.delete(folder);
      }
    }
    for (TaskId task : TaskId.values()) {
      Folder.delete(staging(number, task));
    }
  }

  /// Removes the folder of an attempt, unless it has something for the next.
  void leave(long attempt) throws IOException {
    if (Files.isDirectory(folder(attempt)) && Folder.files(folder(attempt)).isEmpty()) {
      Folder.delete(folder(attempt));
    }
  }

  /// The folder that an attempt works in.
  Path folder(long attempt) {
    return directory.resolve(ATTEMPT + attempt);
  }

  private static long number(Path attempt) {
    return Long.parseLong(attempt.getFileName().toString().substring(ATTEMPT.length()));
  }

  private Path recordFile(TaskId task) {
    return directory.resolve(recordName(task));
  }

  /// Name of the record of a task.
  static String recordName(TaskId task) {
    return "task-" + task.id() + ".json";
  }

  /// What is known of the run: what was fixed at the creation, and the records.
  Manifest compose(Manifest created) {
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
