package dev.prod2vec.cli;

import dev.prod2vec.api.ApiReference;
import dev.prod2vec.config.ConfigReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints a generated page of docs/reference.
@Command(
    name = "reference",
    hidden = true,
    description = "Print a page of the reference that is derived from the code.",
    footer = "  prod2vec reference config > docs/reference/config.md")
final class ReferenceCommand implements Runnable {
  private final Console console;

  @Parameters(paramLabel = "config|commands|api", description = "The page.")
  private Page page = Page.CONFIG;

  /// The page.
  enum Page {
    CONFIG,
    COMMANDS,
    API
  }

  ReferenceCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console
        .out()
        .print(
            switch (page) {
              case CONFIG -> ConfigReference.markdown(ProgramConfig.SCHEMA);
              case COMMANDS -> CommandReference.markdown(Cli.commands(console));
              case API -> ApiReference.markdown();
            });
  }
}
