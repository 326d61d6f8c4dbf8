package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.schema.EffectiveConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows the config.
@Command(
    name = "config",
    description = "Show the config in effect, as YAML that can be read back.",
    footer = {
      "  prod2vec config --show",
      "  prod2vec config --dim 64 > prod2vec.yaml",
      "",
      "Every line of the output is a key: `dim` below `training` is the flag --training.dim and the",
      "variable PROD2VEC_TRAINING_DIM. A flag wins over a variable, over the file, over the default."
    })
final class ConfigCommand implements Runnable, ConfigFlags.Reader {
  private final Console console;
  private final ConfigFlags flags = ConfigFlags.all("--orders");

  @Option(names = "--format", paramLabel = "yaml|json", description = "Default: yaml.")
  private Format format = Format.YAML;

  /// How it is shown.
  enum Format {
    YAML,
    JSON
  }

  ConfigCommand(Console console) {
    this.console = console;
  }

  @Option(names = "--show", description = "Show it, as does the command without this flag.")
  void show(boolean always) {
    // There is nothing else that this command could do.
  }

  @Override
  public ConfigFlags flags() {
    return flags;
  }

  @Override
  public void run() {
    EffectiveConfig<Config> effective = flags.load(console.environment());
    switch (format) {
      case YAML -> {
        String file = effective.file().map("%s, "::formatted).orElse("");
        console.out().printf("# from %sthe environment, flags and defaults%n", file);
        console.out().print(effective.yaml());
      }
      case JSON -> console.out().print(Json.text(effective.tree()));
    }
  }
}
