package dev.prod2vec.sagemaker;

import dev.prod2vec.process.JobException;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Fetches the archives that jobs left in S3.
///
/// @param folder for archives that are not unpacked yet
record Archives(ConditionalStore store, Path folder) {

  /// Fetches an archive and unpacks it.
  ///
  /// @param names files that may be in it
  /// @param maxBytes of all files together
  /// @return the names of the files that were in it; empty if there is no archive
  Optional<Set<String>> unpack(Location archive, Path target, Set<String> names, long maxBytes)
      throws IOException {
    Optional<StoredObject> object = store.head(archive);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.resolve(".fetched-" + archive.name());
    try {
      store.download(object.get(), file);
      return Optional.of(ModelArchive.unpack(file, target, names, maxBytes));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// Fetches an archive that must be there with all its files.
  ///
  /// @throws JobException if it is not
  void unpackAll(Location archive, Path target, Set<String> names, long maxBytes)
      throws IOException {
    Set<String> found = unpack(archive, target, names, maxBytes).orElse(Set.of());
    if (!found.equals(names)) {
      throw new JobException(
          "%s: the job left %s, but %s is needed\nhint: is the image of the same version of prod2vec?"
              .formatted(
                  archive,
                  found.isEmpty() ? "nothing" : String.join(", ", found),
                  String.join(", ", names.stream().sorted().toList())));
    }
  }
}
