package dev.prod2vec.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/// Prints the completion script.
@Command(
    name = "completion",
    description = "Print the script that completes commands and flags in bash and zsh.",
    footer = {"  prod2vec completion > ~/.prod2vec-completion", "  source ~/.prod2vec-completion"})
final class CompletionCommand implements Runnable {
  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().print(AutoComplete.bash("prod2vec", Cli.commands(console)));
  }
}
