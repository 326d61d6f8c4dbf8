package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.prod2vec.live.ServedRun;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;
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
    @JsonPropertyDescription("Columns of categories.") List<CategoryColumn> categories,
    @JsonPropertyDescription("Whether there is a map.") boolean map,
    @JsonPropertyDescription("Whether there is a report.") boolean report,
    @JsonPropertyDescription("Files to download.") List<FileEntry> files) {
  RunDocument {
    categories = List.copyOf(categories);
    files = List.copyOf(files);
  }

  private static final int MOST_CATEGORIES = 5_000;

  /// A column of categories.
  record CategoryColumn(
      @JsonPropertyDescription("Its name.") String column,
      @JsonPropertyDescription("The categories of trained products by name, the first 5,000.")
          List<String> values) {
    CategoryColumn {
      values = List.copyOf(values);
    }
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
        IntStream.range(0, vocabulary.categoryColumns().size())
            .mapToObj(column -> categories(column, vocabulary))
            .toList(),
        run.hasMap(),
        run.hasFacts(),
        run.files().entrySet().stream()
            .map(file -> new FileEntry(file.getKey(), file.getValue()))
            .toList());
  }

  private static CategoryColumn categories(int column, Vocabulary vocabulary) {
    return new CategoryColumn(
        vocabulary.categoryColumns().get(column),
        vocabulary.products().subList(0, vocabulary.trained()).stream()
            .map(product -> product.categories().get(column))
            .filter(category -> !category.isEmpty())
            .distinct()
            .sorted()
            .limit(MOST_CATEGORIES)
            .toList());
  }
}
