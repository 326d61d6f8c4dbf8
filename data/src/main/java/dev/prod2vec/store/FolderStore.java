package dev.prod2vec.store;

import dev.prod2vec.disk.Claim;
import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Files below a folder. Writers of one file take turns, by a lock beside it, so conditions hold
/// between the processes that share the folder, where its file system has locks.
public final class FolderStore implements ConditionalStore {
  private static final long PAUSE_MILLIS = 2;

  private final Path root;
  private final Path work;

  /// @param root below it each authority has a folder; the empty path: paths are those of this
  ///   machine
  /// @param work below it are the folders in which this machine works
  public FolderStore(Path root, Path work) {
    this.root = root;
    this.work = work;
  }

  /// The file of a location.
  ///
  /// @throws WrongUseException if it is outside the folder
  public Path file(Location location) {
    Path file = root.resolve(location.authority()).resolve(location.path());
    if (!root.toString().isEmpty() && !file.normalize().startsWith(root.normalize())) {
      throw new WrongUseException(location + ": lies outside its store");
    }
    return file;
  }

  @Override
  public Optional<StoredObject> head(Location location) throws IOException {
    @Nullable BasicFileAttributes found = attributes(file(location));
    return found == null
        ? Optional.empty()
        : Optional.of(new StoredObject(location, found.size(), etag(found)));
  }

  @Override
  public Optional<StoredContent> read(Location location) throws IOException {
    Path file = file(location);
    while (true) {
      @Nullable BasicFileAttributes before = attributes(file);
      if (before == null) {
        return Optional.empty();
      }
      try {
        byte[] bytes = Files.readAllBytes(file);
        @Nullable BasicFileAttributes after = attributes(file);
        if (after != null && etag(after).equals(etag(before))) {
          Duration age = Duration.between(before.lastModifiedTime().toInstant(), Instant.now());
          return Optional.of(new StoredContent(bytes, etag(before), age));
        }
        // It was replaced meanwhile: read the new one.
      } catch (NoSuchFileException _) {
        return Optional.empty();
      }
    }
  }

  @Override
  public Optional<String> write(Location location, byte[] content, Condition condition)
      throws IOException {
    return put(location, condition, temporary -> Files.write(temporary, content));
  }

  @Override
  public Optional<String> upload(Path from, Location location, Condition condition)
      throws IOException {
    return put(location, condition, temporary -> Files.copy(from, temporary));
  }

  private interface Body {
    Object write(Path temporary) throws IOException;
  }

  private Optional<String> put(Location location, Condition condition, Body body)
      throws IOException {
    Path file = file(location).toAbsolutePath().normalize();
    Files.createDirectories(file.resolveSibling(""));
    Path temporary = WholeFile.temporary(file);
    try {
      body.write(temporary);
      try (Claim _ = claim(file)) {
        @Nullable BasicFileAttributes before = attributes(file);
        boolean holds =
            switch (condition) {
              case Condition.Always _ -> true;
              case Condition.Absent _ -> before == null;
              case Condition.Unchanged(var etag) -> before != null && etag(before).equals(etag);
            };
        if (!holds) {
          return Optional.empty();
        }
        if (before != null) {
          makeNewer(temporary, before.lastModifiedTime());
        } else if (Files.isDirectory(file)) {
          // Where its files were deleted, no store has a folder: but for this one, if it is empty.
          Files.delete(file);
        }
        WholeFile.move(temporary, file);
        return Optional.of(etag(Files.readAttributes(file, BasicFileAttributes.class)));
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Two writes within one tick of the file system's clock have two ETags all the same.
  private static void makeNewer(Path file, FileTime than) throws IOException {
    if (Files.getLastModifiedTime(file).compareTo(than) <= 0) {
      long micros = than.to(TimeUnit.MICROSECONDS) + 1;
      Files.setLastModifiedTime(file, FileTime.from(micros, TimeUnit.MICROSECONDS));
    }
  }

  private static Claim claim(Path file) throws IOException {
    while (true) {
      Optional<Claim> claim = Claim.of(file);
      if (claim.isPresent()) {
        return claim.get();
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new ClosedByInterruptException();
      }
    }
  }

  @Override
  public void download(StoredObject object, Path file) throws IOException {
    Path to = file.toAbsolutePath().normalize();
    Files.createDirectories(to.resolveSibling(""));
    WholeFile.replace(to, temporary -> Files.copy(file(object.location()), temporary));
  }

  @Override
  public List<Path> fetch(List<Location> locations) {
    List<Path> files = new ArrayList<>();
    for (Location location : locations) {
      Path file = file(location);
      if (!Files.isRegularFile(file)) {
        throw new WrongUseException(location + ": no such file\nhint: correct the path");
      }
      files.add(file);
    }
    return files;
  }

  @Override
  public List<StoredObject> list(Location folder) throws IOException {
    Path start = file(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    List<StoredObject> objects = new ArrayList<>();
    for (Path file : files(start)) {
      String below = start.relativize(file).toString().replace('\\', '/');
      head(folder.resolve(below)).ifPresent(objects::add);
    }
    objects.sort(Comparator.comparing(object -> object.location().path()));
    return objects;
  }

  /// The files below a folder, without temporary ones. A file that is deleted meanwhile is left
  /// out.
  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
            if (found.isRegularFile()
                && !String.valueOf(file.getFileName()).matches("\\..*\\.(tmp|lock)")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return files;
  }

  @Override
  public List<Location> folders(Location folder) throws IOException {
    Path start = file(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    List<Location> folders = new ArrayList<>();
    try (Stream<Path> entries = Files.list(start)) {
      for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
        if (!files(entry).isEmpty()) {
          folders.add(folder.resolve(String.valueOf(entry.getFileName())));
        }
      }
    }
    return folders;
  }

  @Override
  public void delete(Location location) throws IOException {
    Path file = file(location).toAbsolutePath();
    if (Files.exists(file)) {
      try (Claim _ = claim(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public Path workFolder(Location location) {
    return new FolderStore(work, work)
        .file(new Location("", location.authority(), location.path()));
  }

  @Override
  public void close() {}

  /// Null if this is not a file.
  private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.isRegularFile() ? found : null;
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private static String etag(BasicFileAttributes file) {
    return "%s-%s-%s"
        .formatted(file.lastModifiedTime().to(TimeUnit.MICROSECONDS), file.size(), file.fileKey());
  }
}
