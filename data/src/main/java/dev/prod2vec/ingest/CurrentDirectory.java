package dev.prod2vec.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// The file that somebody may have meant who takes paths in a config file for relative to the
/// current directory.
final class CurrentDirectory {
  private CurrentDirectory() {}

  /// A hint where the end of the missing file's path is that of a file in the current directory;
  /// else empty.
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
