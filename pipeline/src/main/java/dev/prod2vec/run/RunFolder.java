package dev.prod2vec.run;

import dev.prod2vec.config.Config;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.InputException;
import dev.prod2vec.lease.FolderHeartbeat;
import dev.prod2vec.lease.FolderLock;
import dev.prod2vec.lease.Lease;
import dev.prod2vec.lease.LeaseTiming;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// A folder with runs, each in a folder of its own.
public final class RunFolder implements Runs {
  /// Where runs are kept unless another folder is named.
  public static final Path DEFAULT = Path.of("runs");

  private static final LeaseTiming TIMING = LeaseTiming.FOLDER;

  private final Path folder;

  /// @param folder need not exist
  public RunFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Run create(Config config, Instant now) {
    removeStillborn();
    int number = 1;
    while (!isMade(folder.resolve(Runs.id(now, number)))) {
      number++;
    }
    return Run.create(place(folder.resolve(Runs.id(now, number))), config, now);
  }

  /// Removes the leftovers of runs that were killed before they had a manifest.
  private void removeStillborn() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      for (Path directory : Tree.list(folder)) {
        if (Runs.isId(String.valueOf(directory.getFileName()))
            && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
            && isStillborn(directory)) {
          FolderLock.with(
              directory,
              () -> {
                if (new RunFiles(directory).blank() && !isHeld(directory)) {
                  Tree.delete(directory);
                }
                return directory;
              });
        }
      }
    } catch (IOException _) {
      // The next command tries again; a real fault shows when the run is created.
    }
  }

  private static boolean isHeld(Path directory) {
    try {
      return Lease.isHeld(new FolderHeartbeat(directory, TIMING));
    } catch (IOException _) {
      return false;
    }
  }

  private static RunPlace place(Path directory) {
    return new FolderPlace(directory, TIMING);
  }

  /// Whether a directory is blank and will stay so.
  private static boolean isStillborn(Path directory) throws IOException {
    if (!new RunFiles(directory).blank() || isHeld(directory)) {
      return false;
    }
    Instant changed = Files.getLastModifiedTime(directory).toInstant();
    return Files.exists(directory.resolve(Lease.FILE))
        || changed.isBefore(Instant.now().minus(TIMING.expiry()));
  }

  @Override
  public Run open(String idOrPlace, Schema<Config> schema) {
    return Run.open(place(directory(idOrPlace)), schema);
  }

  @Override
  public Manifest manifest(String idOrPlace) {
    return manifest(directory(idOrPlace));
  }

  /// Whether this process made the directory, so that two runs that begin in the same second get
  /// one each. [Run#create] reports a directory that cannot be made at all.
  private boolean isMade(Path directory) {
    try {
      Files.createDirectories(folder);
      Files.createDirectory(directory);
      return true;
    } catch (FileAlreadyExistsException _) {
      return !Files.exists(directory);
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  public Path directory(String idOrPath) {
    for (Path candidate : List.of(folder.resolve(idOrPath), Path.of(idOrPath))) {
      if (new RunFiles(candidate).exist()) {
        return candidate;
      }
    }
    throw Runs.none(this, idOrPath);
  }

  @Override
  public List<Listed> list(Consumer<String> broken) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Listed> runs = new ArrayList<>();
    try {
      for (Path directory : Tree.list(folder)) {
        RunFiles files = new RunFiles(directory);
        if (!files.exist()) {
          continue;
        }
        try {
          Activity activity = isHeld(directory) ? Activity.RUNNING : Activity.IDLE;
          runs.add(new Listed(directory.toString(), files.manifest(), activity));
        } catch (InputException | WrongUseException e) {
          broken.accept(Runs.broken(directory.toString(), e));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    runs.sort(Comparator.comparing(run -> run.manifest().created()));
    return runs;
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /// Whether a folder is a run directory.
  public static boolean isRun(Path directory) {
    return new RunFiles(directory).exist();
  }

  /// The manifest of a run, without working on it.
  ///
  /// @throws WrongUseException if this is not a run directory
  public static Manifest manifest(Path directory) {
    return new RunFiles(directory).manifest();
  }
}
