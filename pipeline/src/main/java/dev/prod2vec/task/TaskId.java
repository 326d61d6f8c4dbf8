package dev.prod2vec.task;

import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.WrongUseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The tasks of a run.
public enum TaskId {
  PRE_PROCESS_DATA,
  RUN_DATA_QUALITY_CHECKS,
  BRANCHING,
  MODEL_TRAINING,
  MODEL_TUNING,
  TUNING_ANALYSIS,
  POST_PROCESSING;

  /// The id in file names, on the command line and in Airflow, for example `model_training`.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }

  /// The task with an id.
  ///
  /// @throws WrongUseException if there is none
  public static TaskId of(String id) {
    List<String> ids = Arrays.stream(values()).map(TaskId::id).toList();
    if (!ids.contains(id)) {
      String meant = Nearest.to(id, ids).map("; did you mean %s?"::formatted).orElse("");
      throw new WrongUseException(
          "no such task: %s%s\nhint: the tasks are %s"
              .formatted(id, meant, String.join(", ", ids)));
    }
    return values()[ids.indexOf(id)];
  }
}
