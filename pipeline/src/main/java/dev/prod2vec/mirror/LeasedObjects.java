package dev.prod2vec.mirror;

import dev.prod2vec.lease.Lease;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The objects of a run, changed only as long as this process has the run's lease. Each change
/// throws a [LeaseLostException] once it has not.
///
/// @param lease the lease in the store
record LeasedObjects(ConditionalStore store, Location run, Lease lease) {
  private static final int MAX_TRIES = 5;

  /// Where an object is.
  ///
  /// @param name relative to the run
  Location location(String name) {
    return run.resolve(name);
  }

  void write(String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    replace(location(name), condition -> store.write(location(name), content, condition));
  }

  void upload(String name, Path file) throws IOException {
    replace(location(name), condition -> store.upload(file, location(name), condition));
  }

  void delete(String name) throws IOException {
    lease.require();
    store.delete(location(name));
  }

  /// Writes an object under a condition.
  private interface Write {
    Optional<String> on(Condition condition) throws IOException;
  }

  /// Replaces an object only if it is still the one seen. It is read before the lease is checked,
  /// so a process that was paused in between cannot overwrite what it never saw.
  private void replace(Location location, Write write) throws IOException {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Optional<StoredObject> before = store.head(location);
      Condition condition =
          before.isPresent()
              ? new Condition.Unchanged(before.get().etag())
              : new Condition.Absent();
      lease.require();
      if (write.on(condition).isPresent()) {
        return;
      }
    }
    throw new IOException(
        location
            + ": other processes keep writing there\nhint: let one process alone work on the run");
  }

  /// Removes a file, and the parts and other objects in a folder of that name.
  void deleteTable(String name) throws IOException {
    deleteOthers(Set.of(name), Set.of());
  }

  /// Removes the objects that have a name, or are in a folder of that name.
  ///
  /// @param tops first parts of paths
  /// @param kept paths that stay
  void deleteOthers(Set<String> tops, Set<String> kept) throws IOException {
    for (StoredObject object : store.list(run)) {
      String path = run.relativize(object.location());
      if (tops.contains(top(path)) && !kept.contains(path)) {
        delete(path);
      }
    }
  }

  /// The first part of a path.
  static String top(String path) {
    return path.substring(0, path.indexOf('/') < 0 ? path.length() : path.indexOf('/'));
  }

  /// Removes all objects, the lease among them.
  void deleteAll() throws IOException {
    lease.require();
    lease.abandon();
    for (StoredObject object : store.list(run)) {
      store.delete(object.location());
    }
  }
}
