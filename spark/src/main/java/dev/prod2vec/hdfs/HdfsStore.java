package dev.prod2vec.hdfs;

import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.ObjectCache;
import dev.prod2vec.store.StoredContent;
import dev.prod2vec.store.StoredObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;

/// HDFS, by Hadoop's client, which retries what breaks for a moment. Each write makes a new file,
/// so its number and time are the ETag. Writers of one file take [turns][Turn], in which they check
/// the condition.
final class HdfsStore implements ConditionalStore {
  private final Configuration configuration;
  private final ObjectCache cache;
  private final Duration patience;
  private final Map<String, DistributedFileSystem> systems = new HashMap<>();
  private final Map<String, NameNodeClock> clocks = new ConcurrentHashMap<>();

  /// @param configuration of Hadoop
  HdfsStore(Configuration configuration, ObjectCache cache) {
    this(configuration, cache, Turn.PATIENCE);
  }

  /// @param patience see [Turn#begin]
  HdfsStore(Configuration configuration, ObjectCache cache, Duration patience) {
    this.configuration = configuration;
    this.cache = cache;
    this.patience = patience;
  }

  private interface Request<T> {
    T send(DistributedFileSystem system) throws IOException;
  }

  private <T> T call(Location location, Action action, Request<T> request) throws IOException {
    try {
      return request.send(system(location));
    } catch (IOException | IllegalArgumentException e) {
      throw HdfsFaults.of(e, location, action);
    }
  }

  private DistributedFileSystem system(Location location) throws IOException {
    synchronized (systems) {
      DistributedFileSystem open = systems.get(location.authority());
      if (open == null) {
        open = open(location);
        systems.put(location.authority(), open);
      }
      return open;
    }
  }

  /// One of its own: Spark closes those that it shares.
  private DistributedFileSystem open(Location location) throws IOException {
    URI root = URI.create(location.scheme() + "://" + location.authority());
    FileSystem system = FileSystem.newInstance(root, configuration);
    if (system instanceof DistributedFileSystem hdfs) {
      return hdfs;
    }
    system.close();
    throw new WrongUseException(
        "%s: runs cannot be kept here: Hadoop is set up to reach %s by %s\nhint: name the address of a NameNode"
            .formatted(location, root, system.getClass().getName()));
  }

  private static Path path(Location location) {
    return new Path(location.scheme() + "://" + location.authority() + "/" + location.path());
  }

  @Override
  public Optional<StoredObject> head(Location location) throws IOException {
    return call(
        location,
        Action.READ,
        system -> file(system, path(location)).map(found -> stored(location, found)));
  }

  private static Optional<FileStatus> file(DistributedFileSystem system, Path path)
      throws IOException {
    try {
      return Optional.of(system.getFileStatus(path)).filter(FileStatus::isFile);
    } catch (FileNotFoundException | ParentNotDirectoryException _) {
      return Optional.empty();
    }
  }

  private static StoredObject stored(Location location, FileStatus file) {
    return new StoredObject(location, file.getLen(), etag(file));
  }

  private static String etag(FileStatus file) {
    if (file instanceof HdfsFileStatus numbered) {
      return "%s-%s-%s".formatted(numbered.getFileId(), file.getLen(), file.getModificationTime());
    }
    throw new IllegalStateException(file.getPath() + ": HDFS gives each file a number");
  }

  @Override
  public Optional<StoredContent> read(Location location) throws IOException {
    return call(location, Action.READ, system -> read(system, path(location)));
  }

  private Optional<StoredContent> read(DistributedFileSystem system, Path path) throws IOException {
    while (true) {
      Optional<FileStatus> before = file(system, path);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      String etag = etag(before.get());
      byte[] bytes = new byte[0];
      Optional<IOException> broken = Optional.empty();
      try (InputStream in = system.open(path)) {
        bytes = in.readAllBytes();
      } catch (IOException e) {
        broken = Optional.of(e);
      }
      if (file(system, path).map(HdfsStore::etag).equals(Optional.of(etag))) {
        if (broken.isPresent()) {
          throw broken.get();
        }
        return Optional.of(new StoredContent(bytes, etag, age(system, path, before.get())));
      }
      // It was replaced meanwhile: read the new one.
    }
  }

  private Duration age(DistributedFileSystem system, Path path, FileStatus file)
      throws IOException {
    NameNodeClock clock =
        clocks.computeIfAbsent(path.toUri().getAuthority(), _ -> new NameNodeClock());
    return Duration.ofMillis(clock.millis(system, path) - file.getModificationTime());
  }

  @Override
  public Optional<String> write(Location location, byte[] content, Condition condition)
      throws IOException {
    return put(location, condition, out -> out.write(content));
  }

  @Override
  public Optional<String> upload(java.nio.file.Path from, Location location, Condition condition)
      throws IOException {
    return put(location, condition, out -> Files.copy(from, out));
  }

  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private Optional<String> put(Location location, Condition condition, Body body)
      throws IOException {
    return call(
        location,
        Action.WRITE,
        system -> {
          Path path = path(location);
          while (true) {
            try (Turn turn = new Turn(system, path)) {
              try (OutputStream out = system.create(turn.content(), false)) {
                body.writeTo(out);
              }
              String etag = etag(system.getFileStatus(turn.content()));
              turn.begin(patience);
              if (!holds(condition, file(system, path).map(HdfsStore::etag))) {
                return Optional.empty();
              }
              makeRoom(system, path);
              if (turn.publish()
                  || file(system, path).map(HdfsStore::etag).equals(Optional.of(etag))) {
                return Optional.of(etag);
              }
              // The turn was taken away: begin anew, with the condition.
            }
          }
        });
  }

  private static boolean holds(Condition condition, Optional<String> etag) {
    return switch (condition) {
      case Condition.Always _ -> true;
      case Condition.Absent _ -> etag.isEmpty();
      case Condition.Unchanged(var expected) -> etag.equals(Optional.of(expected));
    };
  }

  /// Where its files were deleted, no store has a folder: but for this one.
  private static void makeRoom(DistributedFileSystem system, Path path) throws IOException {
    try {
      if (system.getFileStatus(path).isDirectory()) {
        deleteFolders(system, path);
      }
    } catch (FileNotFoundException _) {
      // There is room.
    }
  }

  /// Fails if a file is in them.
  private static void deleteFolders(DistributedFileSystem system, Path folder) throws IOException {
    for (FileStatus entry : system.listStatus(folder)) {
      if (HiddenNames.isHidden(entry.getPath())) {
        system.delete(entry.getPath(), true);
      } else if (entry.isDirectory()) {
        deleteFolders(system, entry.getPath());
      }
    }
    system.delete(folder, false);
  }

  @Override
  public void download(StoredObject object, java.nio.file.Path file) throws IOException {
    java.nio.file.Path to = file.toAbsolutePath().normalize();
    Files.createDirectories(to.resolveSibling(""));
    Location location = object.location();
    WholeFile.replace(
        to,
        temporary ->
            call(
                location,
                Action.READ,
                system -> {
                  requireSame(system, object);
                  try (InputStream in = system.open(path(location))) {
                    long bytes = Files.copy(in, temporary);
                    requireSame(system, object);
                    return bytes;
                  }
                }));
  }

  private static void requireSame(DistributedFileSystem system, StoredObject object)
      throws IOException {
    Location location = object.location();
    Optional<FileStatus> found = file(system, path(location));
    if (found.isEmpty()) {
      throw new FileNotFoundException(location.toString());
    }
    if (!etag(found.get()).equals(object.etag())) {
      throw new InputException(location + ": was replaced while it was read\nhint: try again");
    }
  }

  @Override
  public List<java.nio.file.Path> fetch(List<Location> locations) throws IOException {
    List<java.nio.file.Path> files = new ArrayList<>();
    for (Location location : locations) {
      StoredObject object =
          head(location)
              .orElseThrow(
                  () -> new WrongUseException(location + ": no such file\nhint: correct the path"));
      files.add(cache.filled(object, file -> download(object, file)));
    }
    return List.copyOf(files);
  }

  @Override
  public List<StoredObject> list(Location folder) throws IOException {
    return call(
        folder,
        Action.LIST,
        system -> {
          List<StoredObject> found = new ArrayList<>();
          for (FileStatus entry : entries(system, path(folder))) {
            collect(system, entry, folder.resolve(entry.getPath().getName()), found);
          }
          found.sort(Comparator.comparing(object -> object.location().path()));
          return found;
        });
  }

  private static void collect(
      DistributedFileSystem system, FileStatus entry, Location location, List<StoredObject> found)
      throws IOException {
    if (entry.isFile()) {
      found.add(stored(location, entry));
    } else {
      for (FileStatus inner : entries(system, entry.getPath())) {
        collect(system, inner, location.resolve(inner.getPath().getName()), found);
      }
    }
  }

  /// What is right in a folder, but for hidden names; nothing if it does not exist.
  private static List<FileStatus> entries(DistributedFileSystem system, Path folder)
      throws IOException {
    List<FileStatus> found = new ArrayList<>();
    try {
      if (system.getFileStatus(folder).isDirectory()) {
        RemoteIterator<FileStatus> entries = system.listStatusIterator(folder);
        while (entries.hasNext()) {
          FileStatus entry = entries.next();
          if (!HiddenNames.isHidden(entry.getPath())) {
            found.add(entry);
          }
        }
      }
    } catch (FileNotFoundException | ParentNotDirectoryException _) {
      // Another process may have removed it meanwhile.
    }
    return found;
  }

  @Override
  public List<Location> folders(Location folder) throws IOException {
    return call(
        folder,
        Action.LIST,
        system -> {
          List<Location> found = new ArrayList<>();
          for (FileStatus entry : entries(system, path(folder))) {
            if (entry.isDirectory() && hasFiles(system, entry.getPath())) {
              found.add(folder.resolve(entry.getPath().getName()));
            }
          }
          found.sort(Comparator.comparing(Location::path));
          return found;
        });
  }

  private static boolean hasFiles(DistributedFileSystem system, Path folder) throws IOException {
    List<FileStatus> entries = entries(system, folder);
    if (entries.stream().anyMatch(FileStatus::isFile)) {
      return true;
    }
    for (FileStatus entry : entries) {
      if (hasFiles(system, entry.getPath())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void delete(Location location) throws IOException {
    call(
        location,
        Action.DELETE,
        system -> {
          Path path = path(location);
          while (file(system, path).isPresent()) {
            try (Turn turn = new Turn(system, path)) {
              turn.begin(patience);
              if (file(system, path).isEmpty() || turn.remove()) {
                return location;
              }
              // The turn was taken away.
            }
          }
          return location;
        });
  }

  @Override
  public java.nio.file.Path workFolder(Location location) {
    return cache.workFolder(location);
  }

  @Override
  public void close() {
    synchronized (systems) {
      for (DistributedFileSystem system : systems.values()) {
        try {
          system.close();
        } catch (IOException _) {
          // Nothing is open that was not written whole.
        }
      }
      systems.clear();
    }
  }
}
