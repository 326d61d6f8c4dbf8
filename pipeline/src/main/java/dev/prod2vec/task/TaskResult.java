package dev.prod2vec.task;

import dev.prod2vec.process.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The result of a task, besides the files it wrote.
///
/// @param metrics numbers and texts for the task's record, in order
/// @param sources inputs from outside the run
/// @param next the task chosen, if several may follow
/// @param refusal why the run must not continue, if so; the task's files are kept
public record TaskResult(
    Map<String, Object> metrics,
    List<Source> sources,
    Optional<TaskId> next,
    Optional<Failure> refusal) {

  public TaskResult {
    metrics = new LinkedHashMap<>(metrics);
    sources = List.copyOf(sources);
  }

  /// An input from outside the run.
  public sealed interface Source {
    /// A file.
    ///
    /// @param path as the config names it
    /// @param rows without the header
    record OfFile(String path, long rows) implements Source {}

    /// Rows of a database, or a file of a store.
    ///
    /// @param address of the database, and the table or the key of the query; or the location
    /// @param sha256 of the bytes that were sent
    record Fetched(String address, long rows, String sha256, long bytes) implements Source {}

    /// The bytes of a pipe, which can be read only once.
    ///
    /// @param path as the config names it
    /// @param sha256 of the bytes
    record Piped(String path, long rows, String sha256, long bytes) implements Source {}
  }

  /// The run can continue.
  public static TaskResult of(Map<String, Object> metrics) {
    return new TaskResult(metrics, List.of(), Optional.empty(), Optional.empty());
  }

  /// The same with inputs from outside the run.
  public TaskResult withSources(List<Source> newSources) {
    return new TaskResult(metrics, newSources, next, refusal);
  }

  /// The same with a chosen task.
  public TaskResult withNext(TaskId task) {
    return new TaskResult(metrics, sources, Optional.of(task), refusal);
  }

  /// The same, but the run must not continue.
  public TaskResult withRefusal(Failure failure) {
    return new TaskResult(metrics, sources, next, Optional.of(failure));
  }
}
