package dev.prod2vec.cli;

import dev.prod2vec.backend.Backend;
import dev.prod2vec.config.Config;
import dev.prod2vec.sagemaker.Connection;
import dev.prod2vec.sagemaker.Connections;
import dev.prod2vec.sagemaker.SageMakerTraining;
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
      case SAGEMAKER, SAGEMAKER_LOCAL ->
          new SageMakerTraining(config -> connection(config, console));
    };
  }

  private static Connection connection(Config config, Console console) {
    Location jobs = Location.parse(config.sagemaker().s3Uri());
    return Connections.open(
        config, console.stores().with(config::section).conditional(jobs), console.clock());
  }
}
