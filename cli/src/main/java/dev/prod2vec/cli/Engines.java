package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.sagemaker.Connections;
import dev.prod2vec.sagemaker.SageMakerConfig;
import dev.prod2vec.sagemaker.SageMakerTraining;
import dev.prod2vec.sagemakerlocal.LocalSageMaker;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.task.Engine;
import dev.prod2vec.task.LocalEngine;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The engines that the key `backend` chooses from. Each is made when it is first asked for, so
/// that classes of AWS are loaded for its backends alone.
final class Engines implements Function<Config, Engine>, AutoCloseable {
  private final Console console;
  private final Map<Backend, Engine> open = new EnumMap<>(Backend.class);

  /// Where trainings run. The key's values are these names.
  private enum Backend {
    LOCAL(Config.LOCAL),
    SAGEMAKER(SageMakerConfig.SERVICE),
    SAGEMAKER_LOCAL(SageMakerConfig.LOCAL);

    private final String key;

    Backend(String key) {
      this.key = key;
    }

    static Backend of(Config config) {
      return Arrays.stream(values())
          .filter(backend -> backend.key.equals(config.backend().name()))
          .findFirst()
          .orElseThrow();
    }
  }

  /// What the key `backend` may be.
  static List<String> names() {
    return Arrays.stream(Backend.values()).map(backend -> backend.key).toList();
  }

  Engines(Console console) {
    this.console = console;
  }

  @Override
  public Engine apply(Config config) {
    return open.computeIfAbsent(Backend.of(config), this::make);
  }

  private Engine make(Backend backend) {
    LocalEngine local = LocalEngine.of(console.environment(), console.stores());
    return switch (backend) {
      case LOCAL -> local;
      case SAGEMAKER ->
          local.withTraining(
              new SageMakerTraining(config -> Connections.service(config, store(config))));
      case SAGEMAKER_LOCAL ->
          local.withTraining(
              new SageMakerTraining(config ->
                  Connections.local(
                      config, store(config), console.clock(), LocalSageMaker::start)));
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
