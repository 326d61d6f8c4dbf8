package dev.prod2vec.run;

import dev.prod2vec.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The last attempt at a task: the content of `task-<id>.json`. A task is done exactly when its
/// record says so.
///
/// @param task the task's id
/// @param attempt 1-based
/// @param start when the attempt began
/// @param end when it ended
/// @param exitCode what `prod2vec task` returned; see [dev.prod2vec.task.ExitCode]
/// @param message why it is not done
/// @param next the tasks to run next
/// @param inputs files read, those of earlier tasks and those from outside
/// @param outputs files written
/// @param metrics what the task tells about itself
public record TaskRecord(
    String task,
    int attempt,
    Instant start,
    Instant end,
    Outcome outcome,
    int exitCode,
    Optional<String> message,
    List<String> next,
    List<FileRecord> inputs,
    List<FileRecord> outputs,
    Map<String, Object> metrics) {

  public TaskRecord {
    next = List.copyOf(next);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metrics = new LinkedHashMap<>(metrics);
  }

  /// The task.
  public TaskId id() {
    return TaskId.of(task);
  }

  /// Whether the task need not be run again.
  public boolean done() {
    return outcome == Outcome.DONE;
  }

  /// How long the attempt took.
  public Duration duration() {
    return Duration.between(start, end);
  }
}
