package dev.prod2vec.run;

import dev.prod2vec.process.ToolVersion;

import dev.prod2vec.config.Config;
import dev.prod2vec.config.ConfigTree;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.mirror.StoreHome;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
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
  private final String place;
  private final Home home;
  private final Lease lease;
  private final long attempt;
  private final Manifest created;
  private final Config config;

  private Run(
      RunFiles files,
      String place,
      Home home,
      Lease lease,
      long attempt,
      Manifest created,
      Config config) {
    this.files = files;
    this.place = place;
    this.home = home;
    this.lease = lease;
    this.attempt = attempt;
    this.created = created;
    this.config = config;
  }

  /// Creates a run.
  ///
  /// @param directory must not be there, or be empty; its name becomes the run's id
  /// @throws WrongUseException if it cannot be written or holds something
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
        Manifest manifest = manifest(id, config, now);
        return begin(files, directory.toString(), Home.HERE, lease, manifest, config);
      } catch (IOException | RuntimeException e) {
        lease.close();
        throw e;
      }
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
  }

  /// Creates a run in S3. It is worked on in a folder of the store's cache.
  ///
  /// @param location no object must be there or below it; its name becomes the run's id
  /// @throws WrongUseException if something is there, or the store refuses it
  /// @throws RunInUseException if another process works on it
  public static Run create(ConditionalStore store, Location location, Config config, Instant now) {
    RunFiles files = new RunFiles(store.workFolder(location));
    StoreHome home = new StoreHome(store, location);
    try {
      Files.createDirectories(files.directory());
      Lease lease = Lease.take(files.directory(), "run");
      try {
        home.requireBlank();
        files.clear();
        Manifest manifest = manifest(location.name(), config, now);
        return begin(files, location.toString(), home, lease, manifest, config);
      } catch (IOException | RuntimeException e) {
        lease.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Run begin(
      RunFiles files, String place, Home home, Lease lease, Manifest manifest, Config config)
      throws IOException {
    long attempt = home.take(lease.attempt());
    Run run = new Run(files, place, home, lease, attempt, manifest, config);
    try {
      home.pull(files, attempt);
      run.change(() -> {
        files.takeOver(attempt);
        files.writeManifest(manifest);
      });
      run.publish();
      return run;
    } catch (IOException | RuntimeException e) {
      home.leave();
      throw e;
    }
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

  /// Opens a run to go on with it.
  ///
  /// @throws WrongUseException if it is no run
  /// @throws RunInUseException if another process works on it
  /// @throws dev.prod2vec.file.InputException if its files are broken
  public static Run open(Path directory) {
    RunFiles files = new RunFiles(directory);
    Manifest manifest = files.manifest();
    Config config = ConfigTree.parse(manifest.config(), directory + "/" + Manifest.FILE);
    try {
      Lease lease = Lease.take(directory, "run");
      Run run =
          new Run(files, directory.toString(), Home.HERE, lease, lease.attempt(), manifest, config);
      run.change(() -> files.takeOver(run.attempt));
      return run;
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
  }

  /// Opens a run in S3 to go on with it, with the store's settings in place of those it was created
  /// with.
  ///
  /// @throws WrongUseException if it is no run, or the store refuses it
  /// @throws RunInUseException if another process works on it
  /// @throws dev.prod2vec.file.InputException if its files are broken
  public static Run open(ConditionalStore store, Location location) {
    RunFiles files = new RunFiles(store.workFolder(location));
    StoreHome home = new StoreHome(store, location);
    try {
      Manifest manifest = home.manifest();
      Config config =
          ConfigTree.parse(manifest.config(), location + "/" + Manifest.FILE)
              .withS3(store.config());
      Files.createDirectories(files.directory());
      Lease lease = Lease.take(files.directory(), "run");
      try {
        return begin(files, location.toString(), home, lease, manifest, config);
      } catch (IOException | RuntimeException e) {
        lease.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a location is that of a run.
  public static boolean isAt(ConditionalStore store, Location location) {
    try {
      return store.head(location.resolve(Manifest.FILE)).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The run's id.
  public String id() {
    return created.id();
  }

  /// Where the run is, for messages: its directory, or its location in S3.
  public String place() {
    return place;
  }

  /// The directory that the run is worked on in: the run directory, or a copy of it.
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

  public RunFiles files() {
    return files;
  }

  /// Writes the manifest anew after a record has changed.
  public void writeManifest() throws IOException {
    files.writeManifest(created);
  }

  /// Changes files of the run, unless another process has taken it over.
  ///
  /// @throws LeaseLostException if so; nothing was changed
  public void change(WriteGuard.Change change) throws IOException {
    lease.change(change);
  }

  /// Brings what has changed to where the run is kept.
  ///
  /// @throws LeaseLostException if another process has taken it over; then nothing was
  public void publish() throws IOException {
    home.publish(files, created);
  }

  /// The files of the next attempt at a task.
  public TaskFiles files(TaskId task) {
    return files.of(attempt, task, lease);
  }

  /// Removes what attempts at a task left to go on from.
  public void discard(TaskId task) throws IOException {
    files.discard(attempt, task);
  }

  /// Removes the run, as if it had not been created.
  public void remove() throws IOException {
    home.remove();
    Tree.delete(directory());
  }

  @Override
  public void close() {
    home.workHasEnded();
    // An interrupt is meant for the work.
    boolean interrupted = Thread.interrupted();
    try (Lease here = lease) {
      home.leave();
      here.close(() -> files.leave(attempt));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void requireBlank(RunFiles files) throws IOException {
    if (!files.blank()) {
      throw new WrongUseException(
          files.directory() + ": is neither empty nor a run\nhint: name a new folder");
    }
  }

  private static RuntimeException notWritable(Path directory, IOException e) {
    if (Failure.of(e).exitCode() == ExitCode.INTERRUPTED) {
      return new UncheckedIOException(e);
    }
    return new WrongUseException(
        "%s: cannot be written: %s\nhint: name another folder with --out"
            .formatted(directory, Failure.of(e).message()));
  }
}
