package dev.prod2vec.cli;

import dev.prod2vec.process.ToolVersion;
import picocli.CommandLine.Command;

/// Shows the version.
@Command(
    name = "version",
    description = "Show the version, as --version does.",
    footer = "  prod2vec version")
final class VersionCommand implements Runnable {
  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().println("prod2vec " + ToolVersion.TEXT);
  }
}
