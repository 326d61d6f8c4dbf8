package dev.prod2vec.mirror;

import dev.prod2vec.lease.FolderLock;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// A local copy of a run or a model of a store, to read.
public final class LocalCopy {
  private LocalCopy() {}

  /// A folder with the files directly below a location, except hidden ones. It does not change
  /// later: after an object is replaced, the next copy is another folder.
  ///
  /// @throws WrongUseException if nothing is there
  public static Path of(Store store, Location location) {
    try {
      List<StoredObject> objects =
          store.list(location).stream()
              .filter(object -> !location.relativize(object.location()).contains("/"))
              .filter(object -> !object.location().name().startsWith("."))
              .toList();
      if (objects.isEmpty()) {
        throw new WrongUseException(
            location + ": there is nothing here\nhint: name a run or a model");
      }
      Path folder = store.workFolder(location.resolve(versions(objects))).resolve("copy");
      Files.createDirectories(folder);
      // Of two processes that want the same copy, one fetches it; a killed fetch is resumed.
      return FolderLock.with(
          folder,
          () -> {
            for (StoredObject object : objects) {
              Path file = folder.resolve(location.relativize(object.location()));
              if (!Files.exists(file)) {
                store.download(object, file);
              }
            }
            return folder;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String versions(List<StoredObject> objects) {
    StringBuilder versions = new StringBuilder();
    objects.forEach(
        object -> versions.append(object.location().name()).append(object.etag()).append('\n'));
    return UUID.nameUUIDFromBytes(versions.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
