package dev.prod2vec.run;

import dev.prod2vec.config.Config;
import dev.prod2vec.setting.SettingException;
import dev.prod2vec.setting.ShellCommand;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// A place that runs are kept in, each below its id.
public sealed interface Runs permits RunFolder, S3Runs {
  /// A run and whether a process works on it.
  ///
  /// @param place its folder, or its location in S3
  record Listed(String place, Manifest manifest, Activity activity) {}

  /// Whether a process works on a run.
  enum Activity {
    RUNNING,
    IDLE
  }

  /// Creates a run whose id is the time, to the second, in UTC; `-2` and so on if that is taken.
  ///
  /// @throws SettingException if the place cannot be written
  Run create(Config config, Instant now);

  /// Opens a run to go on with it.
  ///
  /// @param idOrPlace a run's id, or where it is
  /// @throws SettingException if there is no such run
  /// @throws RunInUseException if another process works on it
  Run open(String idOrPlace);

  /// A directory with the files of a run, to read them.
  ///
  /// @param idOrPlace a run's id, or where it is
  /// @throws SettingException if there is no such run
  Path directory(String idOrPlace);

  /// All runs, the oldest first.
  ///
  /// @throws dev.prod2vec.ingest.InputException if a run's files are broken
  List<Listed> list();

  /// Where the run is that was created last of those that are done.
  ///
  /// @throws SettingException if none is
  default String newestDone() {
    return list().reversed().stream()
        .filter(run -> run.manifest().state() == RunState.DONE)
        .map(Listed::place)
        .findFirst()
        .orElseThrow(() ->
            new SettingException(
                "%s: no run here is done\nhint: %s, or name a run with --run"
                    .formatted(this, ShellCommand.prod2vec("run", "--orders", "FILE"))));
  }

  /// The id of a run that is created at a time.
  ///
  /// @param number 1, or more if that is taken
  static String id(Instant now, int number) {
    String id =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(now);
    return number == 1 ? id : id + "-" + number;
  }
}
