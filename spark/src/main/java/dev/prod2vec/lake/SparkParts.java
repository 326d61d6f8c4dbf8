package dev.prod2vec.lake;

import dev.prod2vec.shared.Parts;
import dev.prod2vec.shared.Scratch;
import dev.prod2vec.shared.SharedFolder;
import dev.prod2vec.task.WrittenPart;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;

/// Parquet files that Spark wrote, as parts of a table. Spark's names differ from run to run, and
/// not every file system renames a file in one step; a copy that a task record names is never seen
/// before it is whole.
final class SparkParts {
  private SparkParts() {}

  private record Source(String name, int number) implements Serializable {}

  /// Copies the files of a folder, in the order of their names, in a task each.
  ///
  /// @param written may not exist
  /// @return none if nothing was written
  static List<WrittenPart> copy(JavaSparkContext cluster, SharedFolder written, Parts to)
      throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String name : written.files().keySet()) {
      if (name.matches("part-.*\\.parquet")) {
        sources.add(new Source(name, sources.size()));
      }
    }
    return sources.isEmpty()
        ? List.of()
        : cluster
            .parallelize(sources, sources.size())
            .map(source -> copy(written, source, to))
            .collect();
  }

  private static WrittenPart copy(SharedFolder written, Source source, Parts to)
      throws IOException {
    Path copy = Files.createTempFile(Scratch.folder(), "part", ".parquet");
    try {
      Files.delete(copy);
      written.get(source.name(), copy);
      return to.write(copy, source.number(), TaskContext.get().taskAttemptId());
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
