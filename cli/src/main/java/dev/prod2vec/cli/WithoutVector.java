package dev.prod2vec.cli;

import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The products that were bought too rarely to have a vector.
final class WithoutVector {
  private WithoutVector() {}

  /// How many there are, as a line for people; empty if there are none, or if the folder does not
  /// say.
  ///
  /// @param folder holds a model
  /// @param vocabulary its products
  static Optional<String> line(Path folder, Vocabulary vocabulary) {
    Path report = folder.resolve(IngestReport.FILE);
    if (!Files.exists(report)) {
      return Optional.empty();
    }
    long rare = Json.read(report, IngestReport.class).products().belowMinCount();
    return Optional.of(rare)
        .filter(count -> count > 0)
        .map(count ->
            "%s in fewer than %s training orders %s"
                .formatted(
                    HumanNumbers.count(count, "product"),
                    minCount(folder),
                    vocabulary.newProducts().isEmpty()
                        ? "have no vector, and cannot be asked for"
                        : "can be asked for only if names or categories place them"));
  }

  /// A folder that `prod2vec train` wrote does not know the number.
  private static String minCount(Path folder) {
    String key = "baskets.min-count";
    return RunFolder.isRun(folder)
        ? RunFolder.manifest(folder).setting(key).map(Object::toString).orElse(key)
        : key;
  }
}
