package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.launch.SparkConfig;
import dev.prod2vec.launch.SparkDriver;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.task.EngineProvider;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/// Hands a command over to Spark's driver, if that is where its engine works.
final class SparkStart {
  private SparkStart() {}

  /// Runs the whole command in Spark's driver, in place of this process.
  ///
  /// @param command as it was called
  /// @param work the config of the work, whose engine counts; asked for outside of a driver alone
  /// @param here what file, environment and flags say
  /// @return the exit code; empty if this process is the one that works
  static OptionalInt instead(
      Console console,
      CommandSpec command,
      Supplier<Config> work,
      Supplier<EffectiveConfig<Config>> here)
      throws IOException, InterruptedException {
    if (EngineProvider.registered(SparkConfig.ENGINE).isPresent()) {
      return OptionalInt.empty();
    }
    Config config = work.get();
    if (!config.engine().name().equals(SparkConfig.ENGINE)) {
      return OptionalInt.empty();
    }
    EffectiveConfig<Config> said = here.get();
    SparkConfig settings =
        said.config()
            .section(SparkConfig.class)
            .orElse(config.section(SparkConfig.class), said.origins().keySet());
    return OptionalInt.of(
        SparkDriver.run(
            settings,
            command.root().commandLine().getParseResult().originalArgs(),
            console.environment()));
  }
}
