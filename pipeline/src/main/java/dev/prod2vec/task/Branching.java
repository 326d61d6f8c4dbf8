package dev.prod2vec.task;

import java.util.Map;

/// Chooses between training with the given hyperparameters and a search for better ones.
final class Branching {
  private Branching() {}

  static TaskResult run(TaskContext context) {
    return TaskResult.of(Map.of())
        .withNext(context.config().tune() ? TaskId.MODEL_TUNING : TaskId.MODEL_TRAINING);
  }
}
