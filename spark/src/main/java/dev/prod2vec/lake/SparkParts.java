package dev.prod2vec.lake;

import dev.prod2vec.file.PartFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Folders of Parquet files with names of our own: Spark's names differ from run to run.
final class SparkParts {
  private SparkParts() {}

  /// Moves the files that Spark wrote, in their order, to `part-00000.parquet` and so on.
  ///
  /// @param written a folder, in the file system of the other; none if nothing was written
  /// @param folder does not exist
  static void move(Path written, Path folder) {
    try (Stream<Path> all = Files.exists(written) ? Files.list(written) : Stream.empty()) {
      List<Path> parts =
          all.filter(file -> String.valueOf(file.getFileName()).matches("part-.*\\.parquet"))
              .sorted()
              .toList();
      Files.createDirectory(folder);
      for (int number = 0; number < parts.size(); number++) {
        Files.move(parts.get(number), folder.resolve(PartFiles.name(number, "")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be written: " + e, e);
    }
  }
}
