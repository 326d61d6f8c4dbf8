package dev.prod2vec.runner;

import dev.prod2vec.process.Failure;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.task.TaskId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task did not do its work.
public final class TaskFailedException extends RuntimeException {
  private final TaskId task;
  private final String place;
  private final transient Failure failure;
  private final transient Optional<TaskRecord> record;

  TaskFailedException(
      TaskId task,
      String place,
      Failure failure,
      Optional<TaskRecord> record,
      @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.task = task;
    this.place = place;
    this.failure = failure;
    this.record = record;
  }

  /// Where the run is; not there where the first task of a new run found wrong use.
  public String place() {
    return place;
  }

  /// The task.
  public TaskId task() {
    return task;
  }

  /// What the attempt said of itself; empty if another process had taken the run over, or if there
  /// is no run since the first task found wrong use.
  public Optional<TaskRecord> record() {
    return record;
  }

  /// Why, and what the process returns.
  public Failure failure() {
    return failure;
  }
}
