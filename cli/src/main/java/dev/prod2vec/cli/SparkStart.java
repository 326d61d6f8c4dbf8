package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.launch.SparkConfig;
import dev.prod2vec.launch.SparkDriver;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.NoStoreException;
import dev.prod2vec.task.EngineProvider;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Hands a command over to Spark's driver, if that is where its engine works.
final class SparkStart {
  private static final String MASTER = SparkConfig.SECTION + ".master";

  private SparkStart() {}

  /// Runs the whole command in Spark's driver, in place of this process.
  ///
  /// @param command as it was called
  /// @param work the config of the work, whose engine counts; asked for outside of a driver alone
  /// @param here what file, environment and flags say
  /// @return the exit code; empty if this process is the one that works
  /// @throws NoStoreException if the config of the work is in a store that only the driver has
  static OptionalInt instead(
      Console console,
      CommandSpec command,
      Supplier<Config> work,
      Supplier<EffectiveConfig<Config>> here)
      throws IOException, InterruptedException {
    if (isDriver()) {
      return OptionalInt.empty();
    }
    Config config;
    try {
      config = work.get();
    } catch (NoStoreException e) {
      EffectiveConfig<Config> said = here.get();
      if (isForSpark(said.config()) && !said.origins().containsKey(MASTER)) {
        throw new WrongUseException(
            "%s: must be given, since only Spark's driver can read the config of this run\nhint: --%s spark://host:7077"
                .formatted(MASTER, MASTER));
      }
      throw e;
    }
    if (!isForSpark(config)) {
      return OptionalInt.empty();
    }
    EffectiveConfig<Config> said = here.get();
    SparkConfig settings =
        said.config()
            .section(SparkConfig.class)
            .orElse(config.section(SparkConfig.class), said.origins().keySet());
    return OptionalInt.of(run(console, command, settings));
  }

  /// Runs a command in Spark's driver that needs a store which is only there.
  ///
  /// @param why it cannot work in this process
  /// @return the exit code
  /// @throws WrongUseException if this is the driver, or the engine is another one
  static int forStore(Console console, CommandLine command, NoStoreException why)
      throws IOException, InterruptedException {
    if (isDriver()) {
      throw why;
    }
    Config config =
        command.getCommand() instanceof ConfigFlags.Reader reader
            ? reader.flags().load(console.environment()).config()
            : console.config();
    if (!isForSpark(config)) {
      throw new WrongUseException(
          why.getMessage() + "; prod2vec-spark, and run --engine spark, reach HDFS too");
    }
    return run(console, command.getCommandSpec(), config.section(SparkConfig.class));
  }

  private static boolean isDriver() {
    return EngineProvider.registered(SparkConfig.ENGINE).isPresent();
  }

  private static boolean isForSpark(Config config) {
    return config.engine().name().equals(SparkConfig.ENGINE);
  }

  private static int run(Console console, CommandSpec command, SparkConfig settings)
      throws IOException, InterruptedException {
    return SparkDriver.run(
        settings,
        command.root().commandLine().getParseResult().originalArgs(),
        console.environment());
  }
}
