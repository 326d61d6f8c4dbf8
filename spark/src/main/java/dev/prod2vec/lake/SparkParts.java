package dev.prod2vec.lake;

import dev.prod2vec.shared.PartsWriter;
import dev.prod2vec.shared.Scratch;
import dev.prod2vec.shared.SharedFolder;
import dev.prod2vec.task.WrittenPart;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/// Parquet files that Spark wrote, as parts of tables. Spark's names differ from run to run, and
/// not every file system renames a file in one step; a copy that a task record names is never seen
/// before it is whole.
final class SparkParts {
  private SparkParts() {}

  /// What becomes a table.
  ///
  /// @param name of the table
  /// @param written the folder that Spark wrote; it may not exist
  /// @param to where its parts belong
  record Table(String name, SharedFolder written, PartsWriter to) implements Serializable {}

  private record Source(Table table, String name, int number) implements Serializable {}

  /// Copies the files of each table in the order of their names, in a task for each file.
  ///
  /// @return the parts by the names of the tables; none if Spark wrote nothing for one
  static Map<String, List<WrittenPart>> copy(JavaSparkContext cluster, List<Table> tables)
      throws IOException {
    List<Source> sources = new ArrayList<>();
    Map<String, List<WrittenPart>> parts = new TreeMap<>();
    for (Table table : tables) {
      int number = 0;
      for (String name : table.written().files().keySet()) {
        if (name.matches("part-.*\\.parquet")) {
          sources.add(new Source(table, name, number));
          number++;
        }
      }
      parts.put(table.name(), new ArrayList<>());
    }
    cluster
        .parallelize(sources, Math.max(1, sources.size()))
        .map(source -> new Tuple2<>(source.table().name(), copy(source)))
        .collect()
        .forEach(part -> Objects.requireNonNull(parts.get(part._1)).add(part._2));
    return parts;
  }

  private static WrittenPart copy(Source source) throws IOException {
    Path copy = Files.createTempFile(Scratch.folder(), "part", ".parquet");
    try {
      Files.delete(copy);
      source.table().written().get(source.name(), copy);
      return source.table().to().write(copy, source.number(), TaskContext.get().taskAttemptId());
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
