package dev.prod2vec.ingest;

import dev.prod2vec.prepared.IngestReport.InputFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where files of ours have their content from: objects of S3, pipes, compressed files. Reports and
/// messages call them by what the config names.
final class Origins {
  /// @param name what the config or its glob calls it
  /// @param bytes its size there
  /// @param sha256 of what was sent; none where it is a file, which can be asked again
  record Origin(String name, long bytes, Optional<String> sha256) {}

  private final Map<String, Origin> origins = new LinkedHashMap<>();

  void put(Path file, Origin origin) {
    origins.put(file.toString(), origin);
  }

  /// Where the content of a file is from; nothing for a file that the config names.
  Optional<Origin> of(Path file) {
    return Optional.ofNullable(origins.get(file.toString()));
  }

  /// What the config calls a file.
  String name(Path file) {
    return of(file).map(Origin::name).orElse(file.toString());
  }

  /// The same by its name, with size and hash of what it was made from.
  InputFile named(InputFile file) {
    return of(Path.of(file.path()))
        .map(origin -> file.from(origin.name(), origin.bytes(), origin.sha256()))
        .orElse(file);
  }

  /// The text with names in place of files of ours.
  String named(String text) {
    String named = text;
    for (Map.Entry<String, Origin> file : origins.entrySet()) {
      named = named.replace(file.getKey(), file.getValue().name());
    }
    return named;
  }
}
