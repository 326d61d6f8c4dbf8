package dev.prod2vec.run;

import dev.prod2vec.config.Config;
import dev.prod2vec.config.ConfigTree;
import dev.prod2vec.ingest.Fence;
import dev.prod2vec.setting.SettingException;
import dev.prod2vec.task.ExitCode;
import dev.prod2vec.task.Failure;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run directory that this process may write into, until it is closed. Not safe to share between
/// threads.
public final class Run implements AutoCloseable {
  private final RunFiles files;
  private final Lease lease;
  private final Manifest created;
  private final Config config;

  private Run(RunFiles files, Lease lease, Manifest created, Config config) {
    this.files = files;
    this.lease = lease;
    this.created = created;
    this.config = config;
  }

  /// Creates a run.
  ///
  /// @param directory must not be there, or be empty; its name becomes the run's id
  /// @throws SettingException if it cannot be written or holds something
  /// @throws RunInUseException if another process works on it
  public static Run create(Path directory, Config config, Instant now) {
    RunFiles files = new RunFiles(directory);
    try {
      Files.createDirectories(directory);
      requireBlank(files);
      Lease lease = Lease.take(directory, "run");
      try {
        requireBlank(files);
        String id = directory.toAbsolutePath().normalize().getFileName().toString();
        Manifest manifest =
            new Manifest(
                id,
                ToolVersion.TEXT,
                now,
                RunState.UNFINISHED,
                config.training().seed(),
                List.of(),
                List.of(),
                ConfigTree.of(config));
        Run run = new Run(files, lease, manifest, config);
        run.change(() -> {
          files.takeOver(lease.attempt());
          files.writeManifest(manifest);
        });
        return run;
      } catch (IOException | RuntimeException e) {
        lease.close();
        throw e;
      }
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
  }

  /// Opens a run to go on with it.
  ///
  /// @throws SettingException if it is no run
  /// @throws RunInUseException if another process works on it
  /// @throws dev.prod2vec.ingest.InputException if its files are broken
  public static Run open(Path directory) {
    RunFiles files = new RunFiles(directory);
    Manifest manifest = files.manifest();
    Config config = ConfigTree.parse(manifest.config(), directory + "/" + Manifest.FILE);
    try {
      Run run = new Run(files, Lease.take(directory, "run"), manifest, config);
      run.change(() -> files.takeOver(run.lease.attempt()));
      return run;
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
  }

  /// The run's id.
  public String id() {
    return created.id();
  }

  /// The run directory.
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

  /// All that is known of the run now.
  public Manifest manifest() {
    return files.manifest();
  }

  /// The last attempt at a task.
  public Optional<TaskRecord> record(TaskId task) {
    return files.record(task);
  }

  RunFiles files() {
    return files;
  }

  /// Writes the manifest anew after a record has changed.
  void writeManifest() throws IOException {
    files.writeManifest(created);
  }

  /// Changes files of the run, unless another process has taken it over.
  ///
  /// @throws LeaseLostException if so; nothing was changed
  void change(Fence.Change change) throws IOException {
    lease.change(change);
  }

  /// The files of the next attempt at a task.
  TaskFiles files(TaskId task) {
    return files.of(lease.attempt(), task, lease);
  }

  /// Removes what attempts at a task left to go on from.
  void discard(TaskId task) throws IOException {
    files.discard(lease.attempt(), task);
  }

  /// Removes the run, as if it had not been created.
  void remove() throws IOException {
    Folder.delete(directory());
  }

  @Override
  public void close() {
    try {
      lease.close(() -> files.leave(lease.attempt()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireBlank(RunFiles files) throws IOException {
    if (!files.blank()) {
      throw new SettingException(
          files.directory() + ": is neither empty nor a run\nhint: name a new folder");
    }
  }

  private static RuntimeException notWritable(Path directory, IOException e) {
    if (Failure.of(e).exitCode() == ExitCode.INTERRUPTED) {
      return new UncheckedIOException(e);
    }
    return new SettingException(
        "%s: cannot be written: %s\nhint: name another folder with --out"
            .formatted(directory, Failure.of(e).message()));
  }
}
