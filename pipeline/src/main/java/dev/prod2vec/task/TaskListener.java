package dev.prod2vec.task;

import dev.prod2vec.study.StudyListener;
import dev.prod2vec.training.TrainingProgress;

/// Hears how a task progresses. Called by the thread that runs the task.
public interface TaskListener {
  /// Ignores everything.
  TaskListener NONE = new TaskListener() {};

  /// Hears how a training progresses; the same object each time.
  default TrainingProgress training() {
    return TrainingProgress.NONE;
  }

  /// Hears how a search for hyperparameters progresses; the same object each time.
  default StudyListener tuning() {
    return StudyListener.NONE;
  }

  /// A line for people about anything else.
  default void notice(String line) {}
}
