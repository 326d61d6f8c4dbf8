package dev.prod2vec.mirror;

import dev.prod2vec.file.PartFiles;
import dev.prod2vec.lease.FolderLock;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.RunFiles;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.StoredObject;
import dev.prod2vec.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// A local copy of a run or a model of a store, to read.
public final class LocalCopy {
  private LocalCopy() {}

  /// A folder with the files directly below a location, except hidden ones, and the parts of its
  /// tables. It does not change later: after an object is replaced, the next copy is another
  /// folder.
  ///
  /// @throws WrongUseException if nothing is there
  public static Path of(Store store, Location location) {
    try {
      Map<String, StoredObject> objects = objects(store, location);
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
            for (Map.Entry<String, StoredObject> object : objects.entrySet()) {
              Path file = folder.resolve(object.getKey());
              if (!Files.exists(file)) {
                store.download(object.getValue(), file);
              }
            }
            return folder;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The objects to copy, by their paths below the location.
  private static Map<String, StoredObject> objects(Store store, Location location)
      throws IOException {
    Map<String, StoredObject> files = new TreeMap<>();
    Map<String, StoredObject> parts = new TreeMap<>();
    for (StoredObject object : store.list(location)) {
      String path = location.relativize(object.location());
      boolean hidden = path.startsWith(".");
      if (!hidden && PartFiles.isPart(path)) {
        parts.put(path, object);
      } else if (!hidden && !path.contains("/")) {
        files.put(path, object);
      }
    }
    if (!parts.isEmpty() && files.containsKey(Manifest.FILE)) {
      // A part that no record names was left by an attempt that came to nothing.
      parts.keySet().retainAll(outputs(store, location));
    }
    parts.keySet().forEach(path -> files.remove(PartFiles.table(path)));
    files.putAll(parts);
    return files;
  }

  /// Paths of the outputs that the records of a run name.
  private static Set<String> outputs(Store store, Location run) throws IOException {
    Set<String> paths = new HashSet<>();
    for (TaskId task : TaskId.values()) {
      Location record = run.resolve(RunFiles.recordName(task));
      store
          .read(record)
          .map(content -> TaskRecord.parse(content.text(), record.toString(), task))
          .ifPresent(found -> found.outputs().forEach(output -> paths.add(output.path())));
    }
    return paths;
  }

  private static String versions(Map<String, StoredObject> objects) {
    StringBuilder versions = new StringBuilder();
    objects.forEach((path, object) -> versions.append(path).append(object.etag()).append('\n'));
    return UUID.nameUUIDFromBytes(versions.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
