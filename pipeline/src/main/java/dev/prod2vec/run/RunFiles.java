package dev.prod2vec.run;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.lease.FolderLock;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.lease.TermFolder;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The files of a run that hold its state. Reading needs no lock.
public final class RunFiles {
  private final Path directory;

  public RunFiles(Path directory) {
    this.directory = directory;
  }

  public Path directory() {
    return directory;
  }

  /// Whether this is a run directory.
  boolean exist() {
    return Files.isRegularFile(directory.resolve(Manifest.FILE));
  }

  /// The manifest, composed anew of the records: after a kill the file may not know the last one.
  ///
  /// @throws WrongUseException if this is no run directory
  /// @throws InputException if a file is broken
  Manifest manifest() {
    if (!exist()) {
      throw new WrongUseException(
          "%s: is no run: it has no %s\nhint: %s"
              .formatted(directory, Manifest.FILE, ShellCommand.prod2vec("runs")));
    }
    Path file = directory.resolve(Manifest.FILE);
    return compose(Manifest.parse(Json.text(file), file.toString()));
  }

  /// Writes the manifest, composed of what was fixed at the creation and the records.
  public void writeManifest(Manifest created) throws IOException {
    WholeFile.replace(directory.resolve(Manifest.FILE), Json.text(compose(created)));
  }

  /// The last attempt at a task.
  public Optional<TaskRecord> record(TaskId task) {
    Path file = recordFile(task);
    return Files.exists(file)
        ? Optional.of(TaskRecord.parse(Json.text(file), file.toString(), task))
        : Optional.empty();
  }

  /// Writes the record of an attempt.
  public void write(TaskRecord attempt) throws IOException {
    WholeFile.replace(recordFile(attempt.id()), Json.text(attempt));
  }

  /// Makes a task undone: removes its record, then its files.
  public void forget(TaskId task) throws IOException {
    Optional<TaskRecord> attempt = record(task);
    List<Path> outputs = new ArrayList<>();
    for (FileRecord output : attempt.map(TaskRecord::outputs).orElse(List.of())) {
      outputs.add(output(output.path()));
    }
    Files.deleteIfExists(recordFile(task));
    for (Path output : outputs) {
      delete(output);
    }
  }

  /// Deletes a file and the folders that become empty.
  private void delete(Path output) throws IOException {
    if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(output);
    }
    Path folder = Objects.requireNonNull(output.getParent());
    while (!folder.equals(directory)
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Tree.list(folder).isEmpty()) {
      Files.delete(folder);
      folder = Objects.requireNonNull(folder.getParent());
    }
  }

  /// Whether a task's output may have a path: it is relative, has no detours, and names no file
  /// that holds the state of the run.
  static boolean isOutput(String path) {
    List<String> names = List.of(path.split("/", -1));
    return path.indexOf('\\') < 0
        && path.chars().noneMatch(Character::isISOControl)
        && !path.matches("[A-Za-z]:.*")
        && names.stream().noneMatch(name -> name.isEmpty() || name.startsWith("."))
        && !names.getFirst().equals(Manifest.FILE)
        && Arrays.stream(TaskId.values())
            .noneMatch(task -> names.getFirst().equals(recordName(task)));
  }

  /// Where a task's output is, or will be. A run directory may come from anybody, and its links may
  /// lead anywhere.
  ///
  /// @param path as a record has it
  /// @throws InputException if that is outside of the run
  public Path output(String path) throws IOException {
    Path file = directory.resolve(path);
    Path there = file;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = Objects.requireNonNull(there.getParent(), path);
    }
    boolean inside;
    try {
      inside = isOutput(path) && there.toRealPath().startsWith(directory.toRealPath());
    } catch (NoSuchFileException _) {
      // A link that leads nowhere.
      inside = false;
    }
    if (!inside) {
      throw new InputException(
          file
              + ": lies outside of the run, or is a link that leads there\nhint: this is not what"
              + " prod2vec wrote; start a new run");
    }
    return file;
  }

  /// Whether the directory holds nothing, or only what a process leaves that is killed while it
  /// creates a run.
  boolean blank() throws IOException {
    return Tree.list(directory).stream()
        .allMatch(entry -> {
          String name = entry.getFileName().toString();
          return name.equals(FolderLock.FILE)
              || name.equals(Lease.FILE)
              || TermFolder.term(name).isPresent()
              || WholeFile.isLeftover(entry);
        });
  }

  /// The last term that left something; 0 where none did.
  public long lastTerm() throws IOException {
    return TermFolder.last(termFolders().stream().map(RunFiles::name));
  }

  /// The folders of terms, in their order.
  private List<Path> termFolders() throws IOException {
    return Tree.list(directory).stream()
        .filter(entry ->
            TermFolder.term(name(entry)).isPresent()
                && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
        .sorted(Comparator.comparingLong(entry -> TermFolder.term(name(entry)).orElseThrow()))
        .toList();
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  /// Removes all but the lease and the lock.
  public void clear() throws IOException {
    for (Path entry : Tree.list(directory)) {
      String name = entry.getFileName().toString();
      if (!name.equals(FolderLock.FILE) && !name.equals(Lease.FILE)) {
        Tree.delete(entry);
      }
    }
  }

  /// The files of a task for the holder of a lease. They are in the folder of its term: a process
  /// that lost the lease no longer finds it.
  TaskFiles of(long term, TaskId task, RunAccess access) {
    Path folder = folder(term).resolve(task.id());
    Path staging = staging(term, task);
    return access
        .storage(task)
        .map(storage -> new TaskFiles(directory, staging, folder, access, storage))
        .orElseGet(() -> new TaskFiles(directory, staging, folder, access));
  }

  private Path staging(long term, TaskId task) {
    return folder(term).resolve(task.id()).resolve("staging");
  }

  /// Removes the unfinished files of a task.
  void discard(long term, TaskId task) throws IOException {
    Tree.delete(folder(term).resolve(task.id()));
  }

  /// Hands the unfinished work of the last term to a new one, and removes what is older.
  void takeOver(long term) throws IOException {
    for (Path entry : Tree.list(directory)) {
      if (WholeFile.isLeftover(entry)) {
        Files.delete(entry);
      }
    }
    List<Path> earlier = termFolders();
    for (Path folder : earlier) {
      if (folder.equals(earlier.getLast())) {
        Files.move(folder, folder(term), StandardCopyOption.ATOMIC_MOVE);
      } else {
        Tree.delete(folder);
      }
    }
    for (TaskId task : TaskId.values()) {
      Tree.delete(staging(term, task));
    }
  }

  /// Removes the folder of a term, unless it has something for the next.
  void leave(long term) throws IOException {
    if (Files.isDirectory(folder(term)) && Tree.files(folder(term)).isEmpty()) {
      Tree.delete(folder(term));
    }
  }

  /// The folder in which the holder of a term works.
  public Path folder(long term) {
    return directory.resolve(TermFolder.name(term));
  }

  private Path recordFile(TaskId task) {
    return directory.resolve(recordName(task));
  }

  /// Name of the record of a task.
  public static String recordName(TaskId task) {
    return "task-" + task.id() + ".json";
  }

  /// The manifest of what was fixed at the creation and the records.
  public Manifest compose(Manifest created) {
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
