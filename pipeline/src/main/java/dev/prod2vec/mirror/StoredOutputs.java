package dev.prod2vec.mirror;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.run.FileRecord;
import dev.prod2vec.run.RunFiles;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The outputs of a run in a store, and the folder that they are brought to.
record StoredOutputs(ConditionalStore store, Location run, RunFiles files) {
  /// Has a file in the folder with the content that a record names.
  ///
  /// @throws InputException if the store has another content, or none
  void fetch(FileRecord output) throws IOException {
    Path file = files.output(output.path());
    if (isSame(file, output)) {
      return;
    }
    Location location = run.resolve(output.path());
    StoredObject object = require(output, store.head(location));
    if (Files.isDirectory(file)) {
      Tree.delete(file);
    }
    store.download(object, file);
    if (!Sha256.of(file).equals(output.sha256())) {
      Files.delete(file);
      throw changed(location);
    }
  }

  /// Whether a file has the content that a record names.
  static boolean isSame(Path file, FileRecord output) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == output.bytes()
        && Sha256.of(file).equals(output.sha256());
  }

  /// An object of the size that a record names.
  ///
  /// @param found what the store has
  /// @throws InputException if it is missing or has another size
  StoredObject require(FileRecord output, Optional<StoredObject> found) {
    Location location = run.resolve(output.path());
    StoredObject object =
        found.orElseThrow(() ->
            new InputException(
                location
                    + ": is gone, though the task that wrote it is done\nhint: start a new run"));
    if (object.bytes() != output.bytes()) {
      throw changed(location);
    }
    return object;
  }

  private static InputException changed(Location location) {
    return new InputException(
        location
            + ": is not what the task wrote, by the record of the task\nhint: start a new run");
  }
}
