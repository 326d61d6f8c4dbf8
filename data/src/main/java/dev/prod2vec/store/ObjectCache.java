package dev.prod2vec.store;

import dev.prod2vec.file.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Content of files that was fetched from a store, by location and ETag, and the folders in which
/// this machine works on locations. Any file may be deleted while no process reads it. Safe to
/// share between threads and processes.
///
/// @param folder of the cache
/// @param endpoint tells services apart that have the same locations; empty where none do
public record ObjectCache(Path folder, String endpoint) {
  /// Locks between the threads of this process; locks of the operating system are between
  /// processes.
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  /// The file for the content of an object. Its folder is a hash, since a key may hold characters
  /// that a path may not.
  private Path file(StoredObject object) {
    return below("objects", object.location() + "\n" + object.etag())
        .resolve(safe(object.location()));
  }

  /// The folder in which this machine works on a location.
  public Path workFolder(Location location) {
    return below("work", location.toString()).resolve(safe(location));
  }

  private Path below(String kind, String name) {
    return folder.resolve(kind).resolve(Sha256.ofText(endpoint + "\n" + name).substring(0, 32));
  }

  private static String safe(Location location) {
    String safe = location.name().replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.startsWith(".") ? "_" + safe : safe;
  }

  /// Downloads the content of an object.
  public interface Fetch {
    void into(Path file) throws IOException;
  }

  /// The file with the content of an object, fetched if it is missing. If several processes want
  /// the same object, one fetches it and the others wait.
  public Path filled(StoredObject object, Fetch fetch) throws IOException {
    Path file = file(object);
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(file.getParent());
    ReentrantLock thread = THREADS.computeIfAbsent(file, _ -> new ReentrantLock());
    thread.lock();
    try (FileChannel channel =
        FileChannel.open(
            file.resolveSibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      if (!Files.exists(file)) {
        fetch.into(file);
      }
      return file;
    } finally {
      thread.unlock();
    }
  }
}
