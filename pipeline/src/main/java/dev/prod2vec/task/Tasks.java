package dev.prod2vec.task;

import java.util.Map;

/// What each task does.
public final class Tasks {
  private Tasks() {}

  /// The work of a task.
  ///
  /// @param environment where the password of a database is
  public static Task of(TaskId id, Map<String, String> environment) {
    return switch (id) {
      case PRE_PROCESS_DATA -> context -> PreProcessData.run(context, environment);
      case RUN_DATA_QUALITY_CHECKS -> RunDataQualityChecks::run;
      case BRANCHING -> Branching::run;
      case MODEL_TRAINING -> ModelTraining::run;
      case POST_PROCESSING -> PostProcessing::run;
      case MODEL_TUNING -> ModelTuning::run;
      case TUNING_ANALYSIS -> TuningAnalysis::run;
    };
  }
}
