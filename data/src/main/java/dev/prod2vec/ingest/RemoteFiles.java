package dev.prod2vec.ingest;

import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Files that the machines of an engine read where they are, by a file system that this program
/// does not know.
public interface RemoteFiles {
  /// No files.
  RemoteFiles NONE =
      new RemoteFiles() {
        @Override
        public boolean has(Location location) {
          return false;
        }

        @Override
        public List<StoredObject> find(Location pattern) {
          return List.of();
        }

        @Override
        public void fetch(Location location, Path file) throws IOException {
          throw new IOException(location + ": no such file");
        }
      };

  /// Whether a location is of such a file system.
  boolean has(Location location);

  /// The files that a location or a glob names, sorted by path.
  List<StoredObject> find(Location pattern) throws IOException;

  /// Copies a file to this machine.
  void fetch(Location location, Path file) throws IOException;
}
