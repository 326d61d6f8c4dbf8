package dev.prod2vec.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;

/// What a command hears and says the world through.
///
/// @param out results; buffered, flushed at the end
/// @param err messages and progress
/// @param terminal whether `err` is a terminal that can move its cursor
/// @param environment all environment variables
/// @param clock the time
/// @param stores S3, where a place is there
record Console(
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    Map<String, String> environment,
    Clock clock,
    Stores stores) {

  Console {
    environment = Map.copyOf(environment);
  }

  Console(
      PrintWriter out,
      PrintWriter err,
      boolean terminal,
      Map<String, String> environment,
      Clock clock) {
    this(out, err, terminal, environment, clock, new Stores(environment));
  }

  /// Prints a line for people.
  void message(String line) {
    clearStatus();
    err.println(line);
    err.flush();
  }

  /// Shows what is going on, on a terminal alone, until the next message or status.
  void status(String line) {
    clearStatus();
    if (terminal) {
      err.print(line);
      err.flush();
    }
  }

  /// Carriage return, then clear to the end of the line.
  private void clearStatus() {
    if (terminal) {
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
    boolean coloured = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
