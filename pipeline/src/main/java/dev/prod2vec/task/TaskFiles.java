package dev.prod2vec.task;

import dev.prod2vec.file.FileFaults;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.store.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The files of one attempt at a task. Not safe to share between threads.
public final class TaskFiles {
  private final Path directory;
  private final Path staging;
  private final Path unfinished;
  private final WriteGuard guard;
  private final TaskStorage storage;
  private final SequencedSet<String> read = new LinkedHashSet<>();
  private final SequencedMap<String, WrittenPart> written = new LinkedHashMap<>();

  /// Files in folders.
  ///
  /// @param directory the run directory
  /// @param staging an empty folder; the files in it at the end become the task's output
  /// @param unfinished a folder for files that a stopped attempt leaves to the next one
  /// @param guard through which everything outside the staging folder is changed
  public TaskFiles(Path directory, Path staging, Path unfinished, WriteGuard guard) {
    this(directory, staging, unfinished, guard, new FolderStorage(directory, staging, unfinished));
  }

  /// The same for a run that is kept elsewhere.
  ///
  /// @param storage has what is not in the run directory
  public TaskFiles(
      Path directory, Path staging, Path unfinished, WriteGuard guard, TaskStorage storage) {
    this.directory = directory;
    this.staging = staging;
    this.unfinished = unfinished;
    this.guard = guard;
    this.storage = storage;
  }

  /// A file that an earlier task wrote, or the folder of its parts; see
  /// [dev.prod2vec.file.PartFiles]. It is fetched if this machine does not have it.
  ///
  /// @throws InputException if it does not exist
  /// @throws UncheckedIOException if it cannot be fetched
  public Path read(String name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  /// The same, unless a version wrote it that had no such file.
  public Optional<Path> find(String name) {
    try {
      storage.fetch(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path file = directory.resolve(name);
    if (!PartFiles.exist(file)) {
      return Optional.empty();
    }
    read.add(name);
    return Optional.of(file);
  }

  /// Where machines of a cluster read a file that an earlier task wrote: its location, or the
  /// locations of its parts in their order. Nothing is fetched.
  ///
  /// @throws InputException if it does not exist, or a part is missing
  public List<Location> locations(String name) {
    List<Location> locations = storage.locations(name);
    if (locations.isEmpty()) {
      throw missing(name);
    }
    read.add(name);
    return locations;
  }

  /// A hash of all bytes of a file that an earlier task wrote, as [PartFiles#sha256()] has it.
  /// Nothing is fetched.
  ///
  /// @throws InputException if it does not exist, or a part is missing
  public String sha256(String name) throws IOException {
    var _ = locations(name);
    return storage.sha256(name);
  }

  private InputException missing(String name) {
    return new InputException(
        directory.resolve(name)
            + ": no such file, though the task that writes it is done\nhint: start a new run");
  }

  /// A file to write, in the staging folder; or a folder to create, whose files become an output
  /// each.
  public Path write(String name) {
    return staging.resolve(name);
  }

  /// Writes a file in the staging folder.
  ///
  /// @throws IOException naming the file by its place in the run, not in the staging folder
  public void write(String name, Body body) throws IOException, InterruptedException {
    FileFaults.file(directory.resolve(name), () -> body.write(staging.resolve(name)));
  }

  /// Where machines of a cluster write the parts of an output. What they write there counts once
  /// [#wroteParts] names it.
  public PartsTarget writeParts(String name) throws IOException {
    return storage.begin(name);
  }

  /// Makes parts that other machines wrote an output of the task. All others are ignored, and
  /// removed by the next attempt at the latest.
  ///
  /// @param name as for [#writeParts]
  /// @param parts numbered from 0 without a gap, in any order
  /// @throws InputException if one is missing or not complete
  public void wroteParts(String name, List<WrittenPart> parts) throws IOException {
    var _ = PartFiles.ordered(name, parts.stream().map(WrittenPart::name).toList());
    storage.end(name, parts);
    parts.forEach(part -> written.put(name + "/" + part.name(), part));
  }

  /// The parts that other machines wrote, by their paths relative to the run directory.
  public SequencedMap<String, WrittenPart> written() {
    return Collections.unmodifiableSequencedMap(written);
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

  /// A folder for such files that the machines of a cluster read and write. It need not exist.
  public Location sharedUnfinished(String name) {
    return storage.unfinished(name);
  }

  /// The folders of [#sharedUnfinished] of processes that worked on the run before, the last first,
  /// if their files are elsewhere. This attempt may copy them. A process that lost the run without
  /// knowing may still write there.
  public List<Location> leftBefore(String name) throws IOException {
    return storage.leftBefore(name);
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
