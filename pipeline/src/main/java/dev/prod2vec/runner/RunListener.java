package dev.prod2vec.runner;

import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.study.StudyListener;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.training.TrainingProgress;

/// Hears how a run goes on. Called by the thread that runs the tasks.
public interface RunListener {
  /// Hears nothing.
  RunListener NONE = new RunListener() {};

  /// A task begins.
  default void started(TaskId task) {}

  /// A task is done, or an attempt at it ended.
  default void finished(TaskRecord attempt) {}

  /// Hears how the training goes on.
  default TrainingProgress training() {
    return TrainingProgress.NONE;
  }

  /// Hears how the search for hyperparameters goes on.
  default StudyListener tuning() {
    return StudyListener.NONE;
  }

  /// A line for people about what a task is doing.
  default void notice(String line) {}
}
