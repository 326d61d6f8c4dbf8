package dev.prod2vec.run;

import dev.prod2vec.task.Failure;
import dev.prod2vec.task.TaskId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A task did not do its work; its record says the same.
public final class TaskFailedException extends RuntimeException {
  private final TaskId task;
  private final transient Path directory;
  private final transient Failure failure;

  TaskFailedException(TaskId task, Path directory, Failure failure, @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.task = task;
    this.directory = directory;
    this.failure = failure;
  }

  /// The run directory; not there where the first task of a new run found wrong use.
  public Path directory() {
    return directory;
  }

  /// The task.
  public TaskId task() {
    return task;
  }

  /// Why, and what the process returns.
  public Failure failure() {
    return failure;
  }
}
