package dev.prod2vec.run;

import dev.prod2vec.config.Config;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// A place where runs are kept, each under its id.
public interface Runs {
  /// A run and whether a process works on it.
  ///
  /// @param place its folder, or its location in a store
  record Listed(String place, Manifest manifest, Activity activity) {}

  /// Whether a process works on a run.
  enum Activity {
    RUNNING,
    IDLE
  }

  /// Creates a run whose id is the time, to the second, in UTC; `-2` and so on if that is taken.
  ///
  /// @throws WrongUseException if the place cannot be written
  Run create(Config config, Instant now);

  /// Opens a run to resume it.
  ///
  /// @param idOrPlace a run's id, or where it is
  /// @param schema of the configs that this program knows
  /// @throws WrongUseException if there is no such run
  /// @throws dev.prod2vec.lease.InUseException if another process works on it
  Run open(String idOrPlace, Schema<Config> schema);

  /// The manifest of a run, without working on it.
  ///
  /// @param idOrPlace a run's id, or where it is
  /// @throws WrongUseException if there is no such run
  Manifest manifest(String idOrPlace);

  /// A directory with the files of a run, to read them.
  ///
  /// @param idOrPlace a run's id, or where it is
  /// @throws WrongUseException if there is no such run
  Path directory(String idOrPlace);

  /// All runs whose files are not broken, the oldest first.
  ///
  /// @param broken is told about each broken run: which it is and what is wrong
  List<Listed> list(Consumer<String> broken);

  /// The place of the newest finished run of a group of orders; empty if none is finished.
  ///
  /// @param group empty text: all orders
  /// @param broken is told about runs that cannot be read
  default Optional<String> findNewestDone(String group, Consumer<String> broken) {
    return newestOf(group, done(broken));
  }

  private static Optional<String> newestOf(String group, List<Listed> runs) {
    return runs.stream()
        .filter(run -> run.manifest().group().equals(group))
        .map(Listed::place)
        .findFirst();
  }

  /// The finished runs, the newest first.
  private List<Listed> done(Consumer<String> broken) {
    return list(broken).reversed().stream()
        .filter(run -> run.manifest().state() == RunState.DONE)
        .toList();
  }

  /// The place of the newest finished run. One of a single group of orders counts only if no run of
  /// all orders is finished.
  ///
  /// @param broken is told about runs that cannot be read
  /// @throws WrongUseException if no run is finished
  default String newestDone(Consumer<String> broken) {
    List<Listed> done = done(broken);
    return newestOf("", done)
        .or(() -> done.stream().map(Listed::place).findFirst())
        .orElseThrow(() ->
            new WrongUseException(
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

  /// Whether [#id] gives such names.
  static boolean isId(String name) {
    return name.matches("[0-9]{8}-[0-9]{6}(-[0-9]+)?");
  }

  /// The refusal of an id or place that has no run.
  static WrongUseException none(Runs runs, String idOrPlace) {
    List<String> ids = runs.list(_ -> {}).stream().map(run -> run.manifest().id()).toList();
    return new WrongUseException(
        ids.isEmpty()
            ? "no such run: %s; there is none in %s".formatted(idOrPlace, runs)
            : "no such run: %s\nhint: in %s there is %s"
                .formatted(idOrPlace, runs, String.join(", ", Nearest.list(idOrPlace, ids, 3))));
  }

  /// A line about a run that cannot be read.
  static String broken(String place, RuntimeException fault) {
    String reason = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    return reason.contains(place)
        ? "a run is broken and left out: " + reason
        : "a run is broken and left out: %s: %s".formatted(place, reason);
  }
}
