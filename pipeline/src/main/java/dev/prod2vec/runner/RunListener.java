package dev.prod2vec.runner;

import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskListener;

/// Listens to a run. Called by the thread that runs the tasks.
public interface RunListener extends TaskListener {
  /// Ignores everything.
  RunListener NONE = new RunListener() {};

  /// A task begins.
  default void started(TaskId task) {}

  /// An attempt at a task ended.
  default void finished(TaskRecord attempt) {}
}
