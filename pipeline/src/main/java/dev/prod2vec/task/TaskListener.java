package dev.prod2vec.task;

import dev.prod2vec.study.StudyListener;
import dev.prod2vec.training.TrainingProgress;

/// Listens to a task. Called by the thread that runs the task.
public interface TaskListener {
  /// Ignores everything.
  TaskListener NONE = new TaskListener() {};

  /// Listens to a training; the same object each time.
  default TrainingProgress training() {
    return TrainingProgress.NONE;
  }

  /// Listens to a search for hyperparameters; the same object each time.
  default StudyListener tuning() {
    return StudyListener.NONE;
  }

  /// A line for people about anything else.
  default void notice(String line) {}
}
