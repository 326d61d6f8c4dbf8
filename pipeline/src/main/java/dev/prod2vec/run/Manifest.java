package dev.prod2vec.run;

import dev.prod2vec.config.Tags;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The state of a run: the content of `manifest.json`. It is composed of what was fixed at the
/// creation and the records of the tasks.
///
/// @param id the run's id
/// @param toolVersion version of prod2vec that created it
/// @param created when it was created
/// @param state its progress
/// @param seed of the training
/// @param inputs the files from outside, with hashes and rows
/// @param tasks records of the tasks in the order they ran
/// @param config all keys with their values
public record Manifest(
    String id,
    String toolVersion,
    Instant created,
    RunState state,
    long seed,
    List<FileRecord> inputs,
    List<TaskRecord> tasks,
    Map<String, Object> config) {
  /// Name of the file in a run directory.
  public static final String FILE = "manifest.json";

  public Manifest {
    inputs = List.copyOf(inputs);
    tasks = List.copyOf(tasks);
    config = new LinkedHashMap<>(config);
  }

  /// Reads a manifest, which may come from anybody.
  ///
  /// @param name what messages call it
  /// @throws InputException if no run has such a manifest
  public static Manifest parse(String text, String name) {
    Manifest manifest = Json.parse(text, name, Manifest.class);
    if (!isName(manifest.id)) {
      throw broken(name, "id is '%s'; allowed is the name of a folder".formatted(manifest.id));
    }
    manifest.tasks.forEach(record -> record.require(name));
    boolean ended = manifest.state == RunState.FAILED || manifest.state == RunState.INTERRUPTED;
    if (ended && manifest.tasks.isEmpty()) {
      throw broken(name, "state is %s, but tasks is empty".formatted(manifest.state));
    }
    return manifest;
  }

  /// Whether this can name a folder. Files of a run have its id in their names.
  private static boolean isName(String id) {
    return !id.isBlank()
        && !id.equals(".")
        && !id.equals("..")
        && id.indexOf('/') < 0
        && id.chars().noneMatch(Character::isISOControl);
  }

  private static InputException broken(String name, String what) {
    return new InputException(
        "%s: %s\nhint: this is not what prod2vec wrote; start a new run".formatted(name, what));
  }

  /// The manifest of the run before some of its tasks were done.
  public Manifest without(Set<TaskId> gone) {
    return new Manifest(
        id,
        toolVersion,
        created,
        RunState.UNFINISHED,
        seed,
        gone.contains(TaskGraph.FIRST) ? List.of() : inputs,
        tasks.stream().filter(record -> !gone.contains(record.id())).toList(),
        config);
  }

  /// The value of a config key, as YAML would give it; empty if the run does not know the key.
  ///
  /// @param key with its section, for example `baskets.min-count`
  public Optional<Object> setting(String key) {
    Optional<Object> found = Optional.of(config);
    for (String part : key.split("\\.", -1)) {
      found =
          found.flatMap(keys ->
              keys instanceof Map<?, ?> values
                  ? Optional.ofNullable(values.get(part))
                  : Optional.empty());
    }
    return found;
  }

  /// The texts that tell the run apart; empty for a run of an earlier version.
  public List<String> tags() {
    return config.get("tags") instanceof List<?> texts
        ? texts.stream().map(String::valueOf).filter(Tags::isTag).toList()
        : List.of();
  }

  /// The group of orders that it is of; empty text for all orders.
  public String group() {
    return setting("orders.group").map(String::valueOf).orElse("");
  }

  /// A number or text that a task reported.
  ///
  /// @param task the task's id
  public Optional<Object> metric(String task, String name) {
    return tasks.stream()
        .filter(record -> record.task().equals(task))
        .flatMap(record -> Optional.ofNullable(record.metrics().get(name)).stream())
        .findFirst();
  }

  /// How long its tasks took.
  public Duration took() {
    return tasks.stream().map(TaskRecord::duration).reduce(Duration.ZERO, Duration::plus);
  }
}
