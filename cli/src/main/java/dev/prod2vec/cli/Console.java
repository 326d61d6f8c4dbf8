package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.place.Places;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.store.Stores;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Where a command's input, output, clock and stores come from.
///
/// @param out results; buffered, flushed at the end
/// @param err messages and progress
/// @param screen which of the two are a terminal, and how wide it is
/// @param environment all environment variables
/// @param clock the time
/// @param stores for all schemes; each command gives them its settings
record Console(
    PrintWriter out,
    PrintWriter err,
    Screen screen,
    Map<String, String> environment,
    Clock clock,
    Stores stores) {

  Console {
    environment = Map.copyOf(environment);
  }

  Console(
      PrintWriter out,
      PrintWriter err,
      Screen screen,
      Map<String, String> environment,
      Clock clock) {
    this(out, err, screen, environment, clock, Stores.registered(environment));
  }

  /// Places, reached with the settings of a command's config.
  Places places(Supplier<Config> config) {
    return new Places(stores, config);
  }

  /// The same for commands that otherwise read no config: with the environment and the config file
  /// of the current directory.
  Places places() {
    return places(this::config);
  }

  /// The config of the environment and the config file of the current directory.
  Config config() {
    return ProgramConfig.SCHEMA
        .load(EffectiveConfig.file(Optional.empty()), environment, Map.of())
        .config();
  }

  /// Whether progress lines can be drawn over.
  boolean terminal() {
    return screen.err();
  }

  /// How wide a result may be; unlimited if a program reads it.
  int columns() {
    return screen.out() ? screen.columns().getAsInt() : Integer.MAX_VALUE;
  }

  /// Most columns of a status: one less than the terminal has, since some terminals wrap a full
  /// line.
  int statusColumns() {
    return Math.max(1, screen.columns().getAsInt() - 1);
  }

  /// Prints a line for people.
  void message(String line) {
    clearStatus();
    err.println(line);
    err.flush();
  }

  /// Prints a line for people, on a terminal wrapped at words.
  ///
  /// @param hang by how many columns all but the first line are indented
  void message(String line, int hang) {
    message(terminal() ? Layout.paragraph(line, hang, screen.columns().getAsInt()) : line);
  }

  /// Shows the current state, only on a terminal, until the next message or status. Cut to the
  /// terminal's width: a wrapped line cannot be drawn over.
  void status(String line) {
    clearStatus();
    if (terminal()) {
      err.print(Layout.cut(line, statusColumns()));
      err.flush();
    }
  }

  /// Carriage return, then clear to the end of the line.
  void clearStatus() {
    if (terminal()) {
      err.print("\r\u001b[K");
    }
  }

  /// Prints a line that begins with `error:`.
  void error(String message) {
    message(colour("1;31", "error:") + " " + message);
  }

  /// Prints a line that begins with `warning:`.
  void warning(String message) {
    message(colour("1;33", "warning:") + " " + message);
  }

  private String colour(String code, String text) {
    boolean coloured = terminal() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
