package dev.prod2vec.task;

import dev.prod2vec.file.InputException;
import dev.prod2vec.store.Location;
import java.io.Serializable;
import java.util.OptionalLong;

/// A part of a table that another machine wrote.
///
/// @param name in the folder of the table; see [dev.prod2vec.file.PartFiles]
/// @param bytes its size
/// @param sha256 of its bytes, 64 lower-case hexadecimal digits
public record WrittenPart(String name, long bytes, String sha256) implements Serializable {
  /// Makes sure that a part is complete.
  ///
  /// @param folder of the table
  /// @param found the size of the file; empty if it does not exist
  /// @throws InputException if it is not
  public void require(Location folder, OptionalLong found) {
    if (found.isEmpty() || found.getAsLong() != bytes) {
      throw new InputException(
          "%s: %s, but %s bytes were written\nhint: run the task again"
              .formatted(
                  folder.resolve(name),
                  found.isEmpty() ? "no such file" : "has %s bytes".formatted(found.getAsLong()),
                  bytes));
    }
  }
}
