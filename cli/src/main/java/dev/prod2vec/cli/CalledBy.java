package dev.prod2vec.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// The name that prod2vec was called by.
final class CalledBy {
  private CalledBy() {}

  /// What to type to call it again: its name if a shell finds it on the path, else its path.
  ///
  /// @param program what the launcher was started as
  static String name(String program, Map<String, String> environment) {
    try {
      Path called = Path.of(program);
      Path name = called.getFileName();
      for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
        Path found = Path.of(folder).resolve(name);
        if (Files.isExecutable(found)) {
          return Files.isSameFile(found, called) ? name.toString() : program;
        }
      }
    } catch (IOException | InvalidPathException _) {
      // Call it as it was called before.
    }
    return program;
  }
}
