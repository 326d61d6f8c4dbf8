package dev.prod2vec.cli;

import dev.prod2vec.backend.Backend;
import dev.prod2vec.config.Config;
import dev.prod2vec.sagemaker.Connections;
import dev.prod2vec.sagemaker.SageMakerTraining;
import dev.prod2vec.sagemakerlocal.LocalSageMaker;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.task.Engine;
import dev.prod2vec.task.LocalEngine;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/// The engines that the key `backend` chooses from. Each is made when it is first asked for, so
/// that classes of AWS are loaded for its backends alone.
final class Engines implements Function<Config, Engine>, AutoCloseable {
  private final Console console;
  private final Map<Backend, Engine> open = new EnumMap<>(Backend.class);

  Engines(Console console) {
    this.console = console;
  }

  @Override
  public Engine apply(Config config) {
    return open.computeIfAbsent(config.backend(), this::make);
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
    Location jobs = Location.parse(config.sagemaker().s3Uri());
    return console.stores().with(config::section).conditional(jobs);
  }

  @Override
  public void close() {
    open.values().forEach(Engine::close);
  }
}
