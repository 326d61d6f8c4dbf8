package dev.prod2vec.run;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.lease.InUseException;
import dev.prod2vec.lease.LeaseLostException;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.schema.ConfigTree;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run that this process may write into, until it is closed. Not safe to share between threads.
public final class Run implements AutoCloseable {
  private final RunPlace place;
  private final RunFiles files;
  private final RunAccess access;
  private final Manifest created;
  private final Config config;

  private Run(RunPlace place, RunAccess access, Manifest created, Config config) {
    this.place = place;
    this.files = place.files();
    this.access = access;
    this.created = created;
    this.config = config;
  }

  /// Creates a run.
  ///
  /// @param place must be empty; its id becomes the run's
  /// @throws WrongUseException if it cannot be written or holds something
  /// @throws InUseException if another process works on it
  public static Run create(RunPlace place, Config config, Instant now) {
    try {
      place.requireBlank();
      RunAccess access = place.take();
      try {
        // Another process may have created a run since the first look.
        place.requireBlank();
        return begin(place, access, manifest(place.id(), config, now), config);
      } catch (IOException | RuntimeException e) {
        access.close(() -> {});
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens a run to resume it.
  ///
  /// @param schema of the configs that this program knows
  /// @throws WrongUseException if the place has no run, or it cannot be written
  /// @throws InUseException if another process works on it
  /// @throws dev.prod2vec.file.InputException if its files are broken
  public static Run open(RunPlace place, Schema<Config> schema) {
    try {
      Manifest manifest = place.manifest();
      Config config = schema.parse(manifest.config(), place + "/" + Manifest.FILE);
      RunAccess access = place.take();
      try {
        return begin(place, access, manifest, place.withLocalSettings(config));
      } catch (IOException | RuntimeException e) {
        access.close(() -> {});
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Run begin(RunPlace place, RunAccess access, Manifest manifest, Config config)
      throws IOException {
    Run run = new Run(place, access, manifest, config);
    run.change(() -> run.files.takeOver(access.term()));
    run.publish();
    return run;
  }

  private static Manifest manifest(String id, Config config, Instant now) {
    return new Manifest(
        id,
        ToolVersion.TEXT,
        now,
        RunState.UNFINISHED,
        config.training().seed(),
        List.of(),
        List.of(),
        ConfigTree.of(config));
  }

  /// The run's id.
  public String id() {
    return created.id();
  }

  /// Where the run is, for messages.
  public String place() {
    return place.toString();
  }

  /// The directory in which the run is worked on: the run directory, or a copy of it.
  public Path directory() {
    return files.directory();
  }

  /// The run's config.
  public Config config() {
    return config;
  }

  /// When the run was created.
  public Instant created() {
    return created.created();
  }

  /// The state of the run now.
  public Manifest manifest() {
    return files.manifest();
  }

  /// The last attempt at a task.
  public Optional<TaskRecord> record(TaskId task) {
    return files.record(task);
  }

  public RunFiles files() {
    return files;
  }

  /// Changes files of the run, unless another process has taken it over.
  ///
  /// @throws LeaseLostException if so; nothing was changed
  public void change(WriteGuard.Change change) throws IOException {
    access.change(change);
  }

  /// Makes the manifest, and the place where the run is kept, say what the records say.
  ///
  /// @throws LeaseLostException if another process has taken it over; nothing was published
  public void publish() throws IOException {
    access.publish(created);
  }

  /// The files of the next attempt at a task.
  public TaskFiles files(TaskId task) {
    return files.of(access.term(), task, access);
  }

  /// Whether a file of the run is in the folder in which this machine works. Where the run is kept
  /// elsewhere, a part is fetched when its table is read; opening the run has checked that the part
  /// exists.
  public boolean isHere(FileRecord output) throws IOException {
    return !access.isKeptElsewhere()
        || !PartFiles.isPart(output.path())
        || Files.exists(files.output(output.path()));
  }

  /// Removes what attempts at a task left to resume from.
  public void discard(TaskId task) throws IOException {
    files.discard(access.term(), task);
  }

  /// Removes the run, as if it had not been created.
  public void remove() throws IOException {
    access.remove();
  }

  @Override
  public void close() {
    try {
      access.close(() -> files.leave(access.term()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
