package dev.prod2vec.cli;

import dev.prod2vec.process.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root command.
@Command(
    name = "prod2vec",
    description = "Product vectors from shopping baskets.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Prod2vecCommand.Version.class,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nArguments:%n",
    commandListHeading = "%nCommands:%n",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  prod2vec demo",
      "  prod2vec run --orders order_products.csv --products products.csv",
      "  prod2vec similar \"whole milk\"",
      "  prod2vec run --help"
    })
final class Prod2vecCommand implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  @Spec private CommandSpec spec = CommandSpec.create();

  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"prod2vec " + ToolVersion.TEXT};
    }
  }
}
