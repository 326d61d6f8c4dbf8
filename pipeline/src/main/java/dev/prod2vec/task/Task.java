package dev.prod2vec.task;

import java.io.IOException;

/// The work of a task. It reads files of the run and writes files into its staging folder; tasks
/// pass nothing on in any other way.
@FunctionalInterface
public interface Task {
  /// Does the work.
  ///
  /// @throws dev.prod2vec.setting.WrongUseException if the config names something that does not
  ///   exist
  /// @throws dev.prod2vec.file.InputException if a file is broken or unusable
  /// @throws InterruptedException soon after the thread is interrupted
  TaskResult run(TaskContext context) throws IOException, InterruptedException;
}
