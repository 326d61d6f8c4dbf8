package dev.prod2vec.ingest;

import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Folders of tables that keep files with deleted rows, recognised by the log beside the files.
/// Reading all of the files would read the deleted rows too, so Delta and Iceberg are refused.
final class TableFolders {
  /// Most folders between a table's folder and its files, one for each partition column.
  private static final int MAX_DEPTH = 8;

  private final Map<Path, Optional<String>> formats = new HashMap<>();
  private final SequencedMap<String, String> found = new LinkedHashMap<>();

  /// Looks at the folders that a file is in.
  ///
  /// @param key config key that names the file
  /// @throws WrongUseException if one of them is a table of Delta or Iceberg
  void look(String key, Path file) {
    @Nullable Path folder = file.toAbsolutePath().normalize().getParent();
    for (int depth = 0; folder != null && depth < MAX_DEPTH; depth++) {
      Path here = folder;
      formats
          .computeIfAbsent(here, TableFolders::format)
          .ifPresent(format -> found(key, here.toString(), format));
      folder = folder.getParent();
    }
  }

  private void found(String key, String folder, String format) {
    if (!format.equals("Hudi")) {
      throw refused(key, folder, format);
    }
    found.putIfAbsent(folder, format);
  }

  /// The exception for a table whose log is not read.
  static WrongUseException refused(String key, String folder, String format) {
    return new WrongUseException(
        "%s: %s is the folder of %s %s table; its log says which of its files count, and it is not read here\nhint: export the table as Parquet with the program that manages it, for example spark.table(NAME).write.parquet(FOLDER), and name the files of that"
            .formatted(key, folder, format.equals("Iceberg") ? "an" : "a", format));
  }

  /// The format of the table to which one of the files of a store belongs; empty if there is none.
  ///
  /// @param path of the file in the store
  static Optional<String> formatOf(String path) {
    return path.contains("/_delta_log/") || path.startsWith("_delta_log/")
        ? Optional.of("Delta")
        : path.matches("(.*/)?metadata/[^/]*\\.metadata\\.json")
            ? Optional.of("Iceberg")
            : Optional.empty();
  }

  /// The name of the format, by folder.
  SequencedMap<String, String> found() {
    return found;
  }

  private static Optional<String> format(Path folder) {
    if (Files.isDirectory(folder.resolve("_delta_log"))) {
      return Optional.of("Delta");
    } else if (Files.isDirectory(folder.resolve(".hoodie"))) {
      return Optional.of("Hudi");
    }
    Path metadata = folder.resolve("metadata");
    if (!Files.isDirectory(metadata)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(metadata)) {
      return files.anyMatch(file -> file.toString().endsWith(".metadata.json"))
          ? Optional.of("Iceberg")
          : Optional.empty();
    } catch (IOException | UncheckedIOException _) {
      // A folder that cannot be listed tells nothing.
      return Optional.empty();
    }
  }
}
