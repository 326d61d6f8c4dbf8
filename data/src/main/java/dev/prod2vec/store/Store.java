package dev.prod2vec.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Files of any file system or object store, by their locations. A reader sees a file whole or not
/// at all. A store retries what is busy or breaks for a moment, a bounded number of times. Safe to
/// share between threads; an interrupted thread gets a
/// [java.nio.channels.ClosedByInterruptException].
///
/// Each method throws a [dev.prod2vec.setting.WrongUseException] if the store refuses it, for
/// example for lack of permission, and a [StoreException] if the store cannot do it now.
public interface Store extends AutoCloseable {
  /// The description of a file; empty if it does not exist.
  Optional<StoredObject> head(Location location) throws IOException;

  /// A small file; empty if it does not exist.
  Optional<StoredContent> read(Location location) throws IOException;

  /// Writes a small file, over an existing one.
  void write(Location location, byte[] content) throws IOException;

  /// Writes the content of a local file, over an existing one.
  void upload(Path file, Location location) throws IOException;

  /// Writes the content of a local file, unless the file exists.
  ///
  /// @return whether it was written; false if the file exists
  boolean create(Path file, Location location) throws IOException;

  /// Fetches a file. Afterwards the local file has its whole content, or does not exist. What
  /// arrived before an interruption may be kept beside it and used the next time.
  ///
  /// @param object as [#head] or [#list] described it
  /// @throws dev.prod2vec.file.InputException if what arrived is not what the store has
  void download(StoredObject object, Path file) throws IOException;

  /// Local files with the content of some files, fetched where this machine does not have it.
  ///
  /// @return in the same order, not to be changed
  /// @throws dev.prod2vec.setting.WrongUseException if there is no such file
  List<Path> fetch(List<Location> locations) throws IOException;

  /// All files below a location, sorted by path.
  List<StoredObject> list(Location folder) throws IOException;

  /// The locations right below one that have files below them, sorted by path.
  List<Location> folders(Location folder) throws IOException;

  /// Deletes a file, if it exists. Folders are no more than parts of paths: a file may be written
  /// to the place of a folder whose files have been deleted, also where a file system is the store.
  void delete(Location location) throws IOException;

  /// The local folder in which this machine works on a location; it has the location's name.
  /// Callers make sure that one process at a time uses it.
  Path workFolder(Location location);

  @Override
  void close();
}
