package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import java.util.function.Function;

/// The work of each task.
public final class Tasks {
  private Tasks() {}

  /// The work of a task.
  ///
  /// @param engines the engine that a config names; asked for when the task begins
  public static Task of(TaskId id, Function<Config, Engine> engines) {
    return of(id, engines, EarlierRuns.NONE);
  }

  /// The work of a task of a run that may start from an earlier one.
  ///
  /// @param engines the engine that a config names; asked for when the task begins
  /// @param runs asked for the earlier run
  public static Task of(TaskId id, Function<Config, Engine> engines, EarlierRuns runs) {
    return switch (id) {
      case PRE_PROCESS_DATA ->
          context ->
              PreProcessData.run(context, engines.apply(context.config()).preparation(), runs);
      case RUN_DATA_QUALITY_CHECKS -> RunDataQualityChecks::run;
      case BRANCHING -> Branching::run;
      case MODEL_TRAINING ->
          context -> ModelTraining.run(context, engines.apply(context.config()).training());
      case MODEL_TUNING ->
          context -> ModelTuning.run(context, engines.apply(context.config()).training());
      case TUNING_ANALYSIS -> TuningAnalysis::run;
      case POST_PROCESSING ->
          context -> PostProcessing.run(context, engines.apply(context.config()));
    };
  }

  /// Whether an engine does the work of a task, or a part of it.
  public static boolean needsEngine(TaskId id) {
    return switch (id) {
      case PRE_PROCESS_DATA, MODEL_TRAINING, MODEL_TUNING, POST_PROCESSING -> true;
      case RUN_DATA_QUALITY_CHECKS, BRANCHING, TUNING_ANALYSIS -> false;
    };
  }
}
