package dev.prod2vec.run;

import dev.prod2vec.store.Location;
import java.util.Optional;

/// A file that a task read or wrote, or what a database or a store sent.
///
/// @param path relative to the run directory; for a file from outside, as the config names it; for
///   rows of a database its address, which begins with `jdbc:`, and the table or query; for a file
///   of a store its location; for a pipe `pipe:` and its name
/// @param sha256 of its bytes, 64 lower-case hexadecimal digits
/// @param bytes its size
/// @param rows if they were counted
public record FileRecord(String path, String sha256, long bytes, Optional<Long> rows) {
  /// The start of the path of a pipe.
  public static final String PIPE = "pipe:";

  private static final String DATABASE = "jdbc:";

  /// @throws IllegalArgumentException if no file has these values
  public FileRecord {
    if (path.isEmpty() || bytes < 0 || rows.orElse(0L) < 0) {
      throw new IllegalArgumentException(
          "a file has a path and no negative size, but this is '%s' with %d bytes"
              .formatted(path, bytes));
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "sha256 of %s is '%s'; it has 64 lower-case hexadecimal digits".formatted(path, sha256));
    }
  }

  /// Whether this is a file, which can be read again.
  public boolean isFile() {
    return !path.startsWith(DATABASE) && !isPipe() && Location.parse(path).isLocal();
  }

  /// Whether this came from a pipe, which cannot be read again.
  public boolean isPipe() {
    return path.startsWith(PIPE);
  }
}
