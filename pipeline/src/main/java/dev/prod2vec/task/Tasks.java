package dev.prod2vec.task;

import dev.prod2vec.backend.Backend;
import dev.prod2vec.store.Stores;
import java.util.Map;
import java.util.function.Function;

/// What each task does.
public final class Tasks {
  private Tasks() {}

  /// The work of a task.
  ///
  /// @param environment where the password of a database is
  /// @param stores where inputs may be; each task uses them with the settings of its run
  /// @param services who trains, for each backend; asked for when a training begins
  public static Task of(
      TaskId id,
      Map<String, String> environment,
      Stores stores,
      Function<Backend, TrainingService> services) {
    return switch (id) {
      case PRE_PROCESS_DATA -> context -> PreProcessData.run(context, environment, stores);
      case RUN_DATA_QUALITY_CHECKS -> RunDataQualityChecks::run;
      case BRANCHING -> Branching::run;
      case MODEL_TRAINING -> context -> ModelTraining.run(context, service(context, services));
      case POST_PROCESSING -> PostProcessing::run;
      case MODEL_TUNING -> context -> ModelTuning.run(context, service(context, services));
      case TUNING_ANALYSIS -> TuningAnalysis::run;
    };
  }

  private static TrainingService service(
      TaskContext context, Function<Backend, TrainingService> services) {
    return services.apply(context.config().backend());
  }
}
