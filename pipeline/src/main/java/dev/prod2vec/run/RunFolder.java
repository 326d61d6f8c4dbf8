package dev.prod2vec.run;

import dev.prod2vec.config.Config;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A folder that runs are kept in, each in a folder of its own.
public final class RunFolder {
  /// Where runs are kept unless another folder is named.
  public static final Path DEFAULT = Path.of("runs");

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;

  /// @param folder need not be there
  public RunFolder(Path folder) {
    this.folder = folder;
  }

  /// A run and whether a process works on it.
  ///
  /// @param directory its folder
  public record Listed(Path directory, Manifest manifest, Activity activity) {}

  /// Whether a process works on a run.
  public enum Activity {
    RUNNING,
    IDLE
  }

  /// Creates a run whose id is the time, to the second, in UTC; `-2` and so on if that is taken.
  ///
  /// @throws SettingException if the folder cannot be written
  public Run create(Config config, Instant now) {
    String id = ID.format(now);
    Path directory = folder.resolve(id);
    for (int n = 2; !isMade(directory); n++) {
      directory = folder.resolve(id + "-" + n);
    }
    return Run.create(directory, config, now);
  }

  /// Whether this process made the directory, so that of two that begin in one second each has its
  /// own. What cannot be made at all is for [Run#create] to say.
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

  /// The directory of a run.
  ///
  /// @param idOrPath a run's id, or the path of its directory
  /// @throws SettingException naming the nearest ids if there is no such run
  public Path directory(String idOrPath) {
    for (Path candidate : List.of(folder.resolve(idOrPath), Path.of(idOrPath))) {
      if (new RunFiles(candidate).exist()) {
        return candidate;
      }
    }
    List<String> ids = list().stream().map(run -> run.manifest().id()).toList();
    throw new SettingException(
        ids.isEmpty()
            ? "no such run: %s; there is none in %s".formatted(idOrPath, folder)
            : "no such run: %s\nhint: in %s there is %s"
                .formatted(idOrPath, folder, String.join(", ", Nearest.list(idOrPath, ids, 3))));
  }

  /// All runs, the oldest first.
  ///
  /// @throws dev.prod2vec.ingest.InputException if a run's files are broken
  public List<Listed> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Listed> runs = new ArrayList<>();
    try {
      for (Path directory : Folder.list(folder)) {
        RunFiles files = new RunFiles(directory);
        if (files.exist()) {
          Activity activity = Lease.isHeld(directory) ? Activity.RUNNING : Activity.IDLE;
          runs.add(new Listed(directory, files.manifest(), activity));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    runs.sort(Comparator.comparing(run -> run.manifest().created()));
    return runs;
  }

  /// The run that was created last of those that are done.
  ///
  /// @throws SettingException if none is
  public Path newestDone() {
    return list().reversed().stream()
        .filter(run -> run.manifest().state() == RunState.DONE)
        .map(Listed::directory)
        .findFirst()
        .orElseThrow(() ->
            new SettingException(
                "%s: no run here is done\nhint: prod2vec run --orders FILE, or name a run with --run"
                    .formatted(folder)));
  }

  /// Whether a folder is a run directory.
  public static boolean isRun(Path directory) {
    return new RunFiles(directory).exist();
  }

  /// All that is known of a run, without working on it.
  ///
  /// @throws SettingException if this is no run directory
  public static Manifest manifest(Path directory) {
    return new RunFiles(directory).manifest();
  }
}
