package dev.prod2vec.run;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A run in a JSON document.
public record RunEntry(
    @JsonPropertyDescription("The run's id.") String id,
    @JsonPropertyDescription("Its folder, or its location in a store.") String directory,
    @JsonPropertyDescription("running, done, failed, interrupted or unfinished.") String state,
    @JsonPropertyDescription("When it was created, in UTC.") String created,
    @JsonPropertyDescription("Short texts that tell runs apart.") List<String> tags,
    @JsonPropertyDescription("Seconds that its tasks took.") double seconds,
    @JsonPropertyDescription("Numbers and texts that its tasks reported.")
        Map<String, Object> metrics) {
  public RunEntry {
    tags = List.copyOf(tags);
    metrics = new LinkedHashMap<>(metrics);
  }

  public static RunEntry of(Runs.Listed run) {
    Manifest manifest = run.manifest();
    Map<String, Object> metrics = new LinkedHashMap<>();
    manifest.tasks().forEach(task -> metrics.putAll(task.metrics()));
    return new RunEntry(
        manifest.id(),
        run.place(),
        run.activity() == Runs.Activity.RUNNING
            ? "running"
            : manifest.state().name().toLowerCase(Locale.ROOT),
        manifest.created().toString(),
        manifest.tags(),
        manifest.took().toMillis() / 1e3,
        metrics);
  }
}
