package dev.prod2vec.cli;

import picocli.CommandLine.Option;

/// The flag that says how a result is printed, for commands to mix in.
final class ResultOption {
  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "Format of the result. Default: text.")
  private ResultFormat format = ResultFormat.TEXT;

  ResultFormat format() {
    return format;
  }
}
