package dev.prod2vec.cli;

import dev.prod2vec.process.ExitCode;
import picocli.CommandLine;

/// The reference page of the commands, as Markdown.
final class CommandReference {
  private CommandReference() {}

  /// The whole page: each command's help as a terminal shows it.
  static String markdown(CommandLine root) {
    StringBuilder page =
        new StringBuilder(
            """
            # Commands

            <!-- Generated: ./prod2vec reference commands > docs/reference/commands.md -->

            Results go to stdout; messages and progress go to stderr. With `--format json` stdout holds one JSON document and
            nothing else. An error is one message; `--debug` adds where it happened. `NO_COLOR` turns colours off.

            | exit code | meaning |
            | --- | --- |
            """);
    for (ExitCode exit : ExitCode.values()) {
      page.append("| %d | %s |%n".formatted(exit.code(), exit.meaning()));
    }
    page.append(
        "| %d | the reader of the output closed it, as `head` does; nothing is printed |%n"
            .formatted(Results.READER_IS_GONE));
    append(page, "prod2vec", root);
    root.getSubcommands().values().stream()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .forEach(command -> append(page, "prod2vec " + command.getCommandName(), command));
    page.append(
        """

        Every key of [the config](config.md) is a flag of `run`, `task` and `config`. `train`, `tune`, `evaluate` and `complete` have the flags of
        those keys that have an effect on them, and refuse others; a config file may hold any.
        """);
    return page.toString();
  }

  private static void append(StringBuilder page, String heading, CommandLine command) {
    page.append("\n## %s%n%n```text%n".formatted(heading));
    page.append(command.getUsageMessage(CommandLine.Help.Ansi.OFF).replaceAll("(?m) +$", ""));
    page.append("```\n");
  }
}
