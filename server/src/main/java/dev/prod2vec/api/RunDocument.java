package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.live.ServedRun;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A run, its vectors and its files.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record RunDocument(
    @JsonPropertyDescription("The run's id.") String id,
    @JsonPropertyDescription("Products that have a vector.") int products,
    @JsonPropertyDescription("How many of them were learned from orders; they come first.")
        int trained,
    @JsonPropertyDescription("Numbers of a vector.") int dim,
    @JsonPropertyDescription("Columns of categories.") List<String> categoryColumns,
    @JsonPropertyDescription("Whether there is a map.") boolean map,
    @JsonPropertyDescription("Whether there is a report.") boolean report,
    @JsonPropertyDescription("Files to download.") List<FileEntry> files) {
  RunDocument {
    categoryColumns = List.copyOf(categoryColumns);
    files = List.copyOf(files);
  }

  /// A file.
  record FileEntry(
      @JsonPropertyDescription("Its name.") String name,
      @JsonPropertyDescription("Its size.") long bytes) {}

  static RunDocument of(ServedRun run) {
    Vocabulary vocabulary = run.vocabulary();
    return new RunDocument(
        run.id(),
        vocabulary.size(),
        vocabulary.trained(),
        run.model().embedding().dim(),
        vocabulary.categoryColumns(),
        run.hasMap(),
        run.hasFacts(),
        run.files().entrySet().stream()
            .map(file -> new FileEntry(file.getKey(), file.getValue()))
            .toList());
  }
}
