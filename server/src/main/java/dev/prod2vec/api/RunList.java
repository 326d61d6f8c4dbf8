package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.run.RunEntry;
import java.util.List;

/// The runs of the folder.
record RunList(
    @JsonPropertyDescription("Id of the run that is served.") String served,
    @JsonPropertyDescription("All runs that can be read, the oldest first.") List<RunEntry> runs) {
  RunList {
    runs = List.copyOf(runs);
  }
}
