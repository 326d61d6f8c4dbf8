package dev.prod2vec.ingest;

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
/// Reading all of the files would read the deleted rows too.
final class TableFolders {
  /// Most folders between a table's folder and its files, one for each partition column.
  private static final int MAX_DEPTH = 8;

  private final Map<Path, Optional<String>> formats = new HashMap<>();
  private final SequencedMap<String, String> found = new LinkedHashMap<>();

  /// Looks at the folders that a file is in.
  void look(Path file) {
    @Nullable Path folder = file.toAbsolutePath().normalize().getParent();
    for (int depth = 0; folder != null && depth < MAX_DEPTH; depth++) {
      Path here = folder;
      formats
          .computeIfAbsent(here, TableFolders::format)
          .ifPresent(format -> found.putIfAbsent(here.toString(), format));
      folder = folder.getParent();
    }
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
