package dev.prod2vec.task;

import dev.prod2vec.store.ObjectStore;
import dev.prod2vec.store.S3Config;
import java.util.Map;
import java.util.function.Function;

/// What each task does.
public final class Tasks {
  private Tasks() {}

  /// The work of a task.
  ///
  /// @param environment where the password of a database is
  /// @param stores opens S3, where an input is there
  public static Task of(
      TaskId id, Map<String, String> environment, Function<S3Config, ObjectStore> stores) {
    return switch (id) {
      case PRE_PROCESS_DATA -> context -> PreProcessData.run(context, environment, stores);
      case RUN_DATA_QUALITY_CHECKS -> RunDataQualityChecks::run;
      case BRANCHING -> Branching::run;
      case MODEL_TRAINING -> ModelTraining::run;
      case POST_PROCESSING -> PostProcessing::run;
      case MODEL_TUNING -> ModelTuning::run;
      case TUNING_ANALYSIS -> TuningAnalysis::run;
    };
  }
}
