package dev.prod2vec.cli;

import dev.prod2vec.backend.Backend;
import dev.prod2vec.config.Config;
import dev.prod2vec.sagemaker.Connections;
import dev.prod2vec.sagemaker.SageMakerTraining;
import dev.prod2vec.sagemakerlocal.LocalSageMaker;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.task.LocalTraining;
import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.Tasks;
import dev.prod2vec.task.TrainingService;

/// Who trains, for each backend. Classes of AWS are loaded for its backends alone.
final class TrainingServices {
  private TrainingServices() {}

  /// The work of a task.
  static Task task(TaskId id, Console console) {
    return Tasks.of(id, console.environment(), console.stores(), backend -> of(backend, console));
  }

  private static TrainingService of(Backend backend, Console console) {
    return switch (backend) {
      case LOCAL -> new LocalTraining();
      case SAGEMAKER ->
          new SageMakerTraining(config -> Connections.service(config, store(config, console)));
      case SAGEMAKER_LOCAL ->
          new SageMakerTraining(
              config ->
                  Connections.local(
                      config, store(config, console), console.clock(), LocalSageMaker::start));
    };
  }

  private static ConditionalStore store(Config config, Console console) {
    Location jobs = Location.parse(config.sagemaker().s3Uri());
    return console.stores().with(config::section).conditional(jobs);
  }
}
