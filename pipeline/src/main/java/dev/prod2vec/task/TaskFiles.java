package dev.prod2vec.task;

import dev.prod2vec.file.FileFaults;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.WriteGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The files of one attempt at a task. Not safe to share between threads.
public final class TaskFiles {
  private final Path directory;
  private final Path staging;
  private final Path unfinished;
  private final WriteGuard guard;
  private final SequencedSet<String> read = new LinkedHashSet<>();

  /// @param directory the run directory
  /// @param staging an empty folder; the files in it at the end become the task's output
  /// @param unfinished a folder for files that a stopped attempt leaves to the next one
  /// @param guard through which everything outside the staging folder is changed
  public TaskFiles(Path directory, Path staging, Path unfinished, WriteGuard guard) {
    this.directory = directory;
    this.staging = staging;
    this.unfinished = unfinished;
    this.guard = guard;
  }

  /// A file that an earlier task wrote.
  ///
  /// @throws InputException if it does not exist
  public Path read(String name) {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file + ": no such file, though the task that writes it is done\nhint: start a new run");
    }
    read.add(name);
    return file;
  }

  /// A file to write, in the staging folder.
  public Path write(String name) {
    return staging.resolve(name);
  }

  /// Writes a file in the staging folder.
  ///
  /// @throws IOException naming the file by its place in the run, not in the staging folder
  public void write(String name, Body body) throws IOException, InterruptedException {
    FileFaults.file(directory.resolve(name), () -> body.write(staging.resolve(name)));
  }

  /// Writes a file.
  public interface Body {
    void write(Path file) throws IOException, InterruptedException;
  }

  /// A file that is no output: what a stopped attempt leaves for the next one to resume from, which
  /// finds it under the same name. In a run it is removed when the task is done. Changed through
  /// [#guard] alone.
  public Path unfinished(String name) {
    return unfinished.resolve(name);
  }

  /// Lets changes of unfinished files through as long as this process may make them.
  public WriteGuard guard() {
    return guard;
  }

  /// The folder to write to.
  public Path staging() {
    return staging;
  }

  /// The run directory.
  public Path directory() {
    return directory;
  }

  /// The names of the files read so far, each once.
  public List<String> namesRead() {
    return List.copyOf(read);
  }
}
