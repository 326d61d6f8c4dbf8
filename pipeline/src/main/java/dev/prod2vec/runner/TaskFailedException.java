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

  /// Where the run is, or was: wrong use in the first task of a new run removes the run.
  public String place() {
    return place;
  }

  /// The task.
  public TaskId task() {
    return task;
  }

  /// The record of the attempt; empty if another process has taken the run over, or if wrong use in
  /// the first task removed the run.
  public Optional<TaskRecord> record() {
    return record;
  }

  /// The reason, and the exit code of the process.
  public Failure failure() {
    return failure;
  }
}
