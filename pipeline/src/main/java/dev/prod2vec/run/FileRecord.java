package dev.prod2vec.run;

import java.util.Optional;

/// A file that a task read or wrote, or rows that a database sent.
///
/// @param path relative to the run directory; for a file from outside, as the config names it; for
///   rows of a database its address, which begins with `jdbc:`, and the table or query
/// @param sha256 of its bytes, 64 lower-case hexadecimal digits
/// @param bytes its size
/// @param rows where they were counted
public record FileRecord(String path, String sha256, long bytes, Optional<Long> rows) {
  /// Whether this is a file, which can be looked at again.
  boolean isFile() {
    return !path.startsWith("jdbc:");
  }
}
