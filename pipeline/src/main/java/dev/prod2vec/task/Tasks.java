package dev.prod2vec.task;

/// What each task does.
public final class Tasks {
  private Tasks() {}

  /// The work of a task.
  public static Task of(TaskId id) {
    return switch (id) {
      case PRE_PROCESS_DATA -> PreProcessData::run;
      case RUN_DATA_QUALITY_CHECKS -> RunDataQualityChecks::run;
      case BRANCHING -> Branching::run;
      case MODEL_TRAINING -> ModelTraining::run;
      case POST_PROCESSING -> PostProcessing::run;
      case MODEL_TUNING -> ModelTuning::run;
      case TUNING_ANALYSIS -> TuningAnalysis::run;
    };
  }
}
