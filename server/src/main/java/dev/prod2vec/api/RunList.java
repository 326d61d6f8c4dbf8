package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.run.RunEntry;
import java.util.List;

/// The runs of the folder.
record RunList(
    @JsonPropertyDescription("Id of the run that is served.") String served,
    @JsonPropertyDescription("The runs that can be read, the oldest first.") List<RunEntry> runs) {
  RunList {
    runs = List.copyOf(runs);
  }

  /// The list of those runs that have all of these tags.
  static RunList of(String served, List<RunEntry> all, List<String> tags) {
    return new RunList(served, all.stream().filter(run -> run.tags().containsAll(tags)).toList());
  }
}
