package dev.prod2vec.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/// A command line under test: runs a command in this process and keeps what it printed.
final class Terminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment;

  private final Screen screen;

  Terminal(Map<String, String> environment, Screen screen) {
    this.environment = environment;
    this.screen = screen;
  }

  Terminal(Map<String, String> environment) {
    this(environment, Screen.NONE);
  }

  Terminal() {
    this(Map.of());
  }

  /// What the process would return.
  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    Console console =
        new Console(new PrintWriter(out), new PrintWriter(err), screen, environment, clock);
    return new Cli(console).run(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
