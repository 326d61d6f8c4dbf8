package dev.prod2vec.run;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
/// @param exitCode what `prod2vec task` returned; see [dev.prod2vec.process.ExitCode]
/// @param message why it is not done
/// @param next the tasks to run next
/// @param inputs the files that it read, of earlier tasks and from outside
/// @param outputs the files that it wrote
/// @param metrics numbers and texts that the task reports
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
  private static final int MAX_ATTEMPT = 1_000_000_000;
  private static final Instant MAX_TIME = Instant.parse("9999-12-31T00:00:00Z");

  public TaskRecord {
    next = List.copyOf(next);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metrics = new LinkedHashMap<>(metrics);
  }

  /// Reads a record, which may come from anybody.
  ///
  /// @param name what messages call it
  /// @param task whose record it is
  /// @throws InputException if no attempt at the task writes such a record
  public static TaskRecord parse(String text, String name, TaskId task) {
    TaskRecord record = Json.parse(text, name, TaskRecord.class);
    if (!record.task.equals(task.id())) {
      throw broken(name, "task", record.task, task.id());
    }
    record.require(name);
    return record;
  }

  /// @throws InputException if no attempt at a task of the graph writes such a record
  void require(String name) {
    if (Arrays.stream(TaskId.values()).noneMatch(known -> known.id().equals(task))) {
      throw broken(name, "task", task, String.join(", ", ids(List.of(TaskId.values()))));
    }
    if (attempt < 1 || attempt > MAX_ATTEMPT) {
      throw broken(name, "attempt", attempt, "1 to " + MAX_ATTEMPT);
    }
    for (Instant time : List.of(start, end)) {
      if (time.isBefore(Instant.EPOCH) || time.isAfter(MAX_TIME)) {
        throw broken(name, "start and end", time, "times from 1970 to 9999");
      }
    }
    List<String> after = ids(TaskGraph.after(id()));
    if (!after.containsAll(next) || (done() && next.isEmpty() != after.isEmpty())) {
      throw broken(
          name,
          "next",
          next,
          after.isEmpty()
              ? "none after " + task
              : "what follows %s: %s".formatted(task, String.join(" or ", after)));
    }
    for (FileRecord output : outputs) {
      if (!RunFiles.isOutput(output.path())) {
        throw broken(name, "outputs", output.path(), "paths of files inside the run");
      }
    }
  }

  private static List<String> ids(List<TaskId> tasks) {
    return tasks.stream().map(TaskId::id).toList();
  }

  private static InputException broken(String name, String key, Object found, String allowed) {
    return new InputException(
        "%s: %s is %s; allowed: %s\nhint: this is not what prod2vec wrote; start a new run"
            .formatted(name, key, found, allowed));
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
