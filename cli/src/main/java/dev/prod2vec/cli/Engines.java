package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.launch.SparkConfig;
import dev.prod2vec.sagemaker.Connections;
import dev.prod2vec.sagemaker.SageMakerConfig;
import dev.prod2vec.sagemaker.SageMakerTraining;
import dev.prod2vec.sagemakerlocal.LocalSageMaker;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.task.Engine;
import dev.prod2vec.task.EngineProvider;
import dev.prod2vec.task.LocalEngine;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The engines that the key `engine` chooses from. Each is made when it is first asked for, so that
/// classes of AWS are loaded for its engines alone.
final class Engines implements Function<Config, Engine>, AutoCloseable {
  private final Console console;
  private final Map<Kind, Engine> open = new EnumMap<>(Kind.class);

  /// What does the heavy work. The key's values are these names.
  private enum Kind {
    LOCAL(Config.LOCAL),
    SAGEMAKER(SageMakerConfig.SERVICE),
    SAGEMAKER_LOCAL(SageMakerConfig.LOCAL),
    SPARK(SparkConfig.ENGINE);

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    static Kind of(Config config) {
      return Arrays.stream(values())
          .filter(kind -> kind.key.equals(config.engine().name()))
          .findFirst()
          .orElseThrow();
    }
  }

  /// What the key `engine` may be.
  static List<String> names() {
    return Arrays.stream(Kind.values()).map(kind -> kind.key).toList();
  }

  Engines(Console console) {
    this.console = console;
  }

  @Override
  public Engine apply(Config config) {
    return open.computeIfAbsent(Kind.of(config), this::make);
  }

  private Engine make(Kind kind) {
    LocalEngine local = LocalEngine.of(console.environment(), console.stores());
    return switch (kind) {
      case LOCAL -> local;
      case SAGEMAKER ->
          local.withTraining(
              new SageMakerTraining(config -> Connections.service(config, store(config))));
      case SAGEMAKER_LOCAL ->
          local.withTraining(
              new SageMakerTraining(config ->
                  Connections.local(
                      config, store(config), console.clock(), LocalSageMaker::start)));
      case SPARK ->
          EngineProvider.registered(SparkConfig.ENGINE)
              .orElseThrow(() -> new IllegalStateException("not in Spark's driver"))
              .engine(console.environment(), console.stores(), console::warning);
    };
  }

  private ConditionalStore store(Config config) {
    Location jobs = Location.parse(config.section(SageMakerConfig.class).s3Uri());
    return console.stores().with(config::section).conditional(jobs);
  }

  @Override
  public void close() {
    open.values().forEach(Engine::close);
  }
}
