package dev.prod2vec.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A store that writes under a condition and checks it in the same step (compare and set), as
/// leases need.
public interface ConditionalStore extends Store {
  /// Writes a small file.
  ///
  /// @return its ETag; empty if the condition does not hold, and nothing was written
  Optional<String> write(Location location, byte[] content, Condition condition) throws IOException;

  /// Writes the content of a local file.
  ///
  /// @return its ETag; empty if the condition does not hold, and nothing was written
  Optional<String> upload(Path file, Location location, Condition condition) throws IOException;

  @Override
  default void write(Location location, byte[] content) throws IOException {
    var _ = write(location, content, new Condition.Always());
  }

  @Override
  default void upload(Path file, Location location) throws IOException {
    var _ = upload(file, location, new Condition.Always());
  }

  @Override
  default boolean create(Path file, Location location) throws IOException {
    return upload(file, location, new Condition.Absent()).isPresent();
  }
}
