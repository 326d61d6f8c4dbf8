package dev.prod2vec.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// A hint for people who expect paths in a config file to be relative to the current directory.
final class CurrentDirectoryHint {
  private CurrentDirectoryHint() {}

  /// A hint if the current directory has a file at the end of the missing file's path; else empty.
  static String hint(Path missing) {
    int names = missing.getNameCount();
    return IntStream.range(missing.isAbsolute() ? 0 : 1, names)
        .mapToObj(from -> missing.subpath(from, names))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(
            "\nhint: the current directory has %s, but paths in a config file are relative to its folder"
                ::formatted)
        .orElse("");
  }
}
