package dev.prod2vec.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Objects that a service keeps by their locations. Whatever is busy or breaks for a moment is
/// tried again inside a bound. Safe to share between threads; a thread that is interrupted gets a
/// [java.nio.channels.ClosedByInterruptException].
///
/// Each method throws a [dev.prod2vec.setting.WrongUseException] if the service refuses it: no
/// credentials or expired ones, no permission, no such bucket, another region; and a
/// [StoreException] if the service cannot do it now.
public interface ConditionalStore extends AutoCloseable {
  /// What is known of an object; empty if there is none.
  Optional<StoredObject> head(Location location) throws IOException;

  /// A small object; empty if there is none.
  Optional<StoredContent> read(Location location) throws IOException;

  /// Writes a small object.
  ///
  /// @return its ETag; empty if the condition does not hold, and nothing was written
  Optional<String> write(Location location, byte[] content, Condition condition) throws IOException;

  /// Writes an object with the content of a file, large ones in parts. Readers see nothing of it
  /// until all of it is there, and the service has compared its checksums.
  ///
  /// @return its ETag; empty if the condition does not hold, and nothing was written
  Optional<String> upload(Path file, Location location, Condition condition) throws IOException;

  /// Fetches an object into a file, which is there afterwards with the object's whole content, or
  /// not at all. Parts that arrived before a stop are kept beside it and used the next time.
  ///
  /// @param object as [#head] or [#list] told
  /// @throws dev.prod2vec.file.InputException if what arrived is not what was sent
  void download(StoredObject object, Path file) throws IOException;

  /// Fetches objects into the cache, those that are not there.
  ///
  /// @return their files in the same order, not to be changed
  /// @throws dev.prod2vec.setting.WrongUseException if there is no such object
  List<Path> fetch(List<Location> locations) throws IOException;

  /// All objects below a location, by key.
  List<StoredObject> list(Location folder) throws IOException;

  /// The locations right below one that have objects below them, by key.
  List<Location> folders(Location folder) throws IOException;

  /// Removes an object, if it is there.
  void delete(Location location) throws IOException;

  /// The folder of this machine for work on what is at a location, with the same name. Whoever uses
  /// it sees to it that nobody else does.
  Path workFolder(Location location);

  /// How the store is reached.
  S3Config config();

  @Override
  void close();
}
