package dev.prod2vec.ingest;

import dev.prod2vec.store.Location;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a config may name where files are expected: pipes and the like.
public final class Pipes {
  /// What stands for the standard input.
  private static final String STANDARD_INPUT = "-";

  private Pipes() {}

  /// The path of a file of this machine.
  ///
  /// @param name as the config has it
  static Path path(String name) {
    return Path.of(name.equals(STANDARD_INPUT) ? "/dev/stdin" : name);
  }

  /// Whether a name stands for bytes that can be read only once: a second reading would find none.
  ///
  /// @param name as the config has it
  public static boolean isReadOnce(String name) {
    if (!Location.parse(name).isLocal()) {
      return false;
    }
    Path file = path(name);
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }
}
