package dev.prod2vec.cli;

import dev.prod2vec.setting.WrongUseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows the help of a command.
@Command(
    name = "help",
    description = "Show the help of a command, as its --help does.",
    footer = {"  prod2vec help", "  prod2vec help run"})
final class HelpCommand implements Runnable {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "The command. Default: all of them.")
  private @Nullable String name;

  @Spec private CommandSpec spec = CommandSpec.create();

  HelpCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    CommandLine command = name == null ? root : root.getSubcommands().get(name);
    if (command == null) {
      throw new WrongUseException(WrongUse.noSuchCommand(String.valueOf(name), spec.root()));
    }
    command.usage(console.out());
  }
}
