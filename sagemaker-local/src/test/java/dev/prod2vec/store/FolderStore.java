package dev.prod2vec.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Objects as files below a folder; each is there whole or not at all.
public final class FolderStore implements ConditionalStore {
  private final Path folder;

  public FolderStore(Path folder) {
    this.folder = folder;
  }

  /// The file of an object.
  public Path file(Location location) {
    return folder.resolve(location.bucket()).resolve(location.key());
  }

  @Override
  public Optional<StoredObject> head(Location location) throws IOException {
    Path file = file(location);
    return Files.isRegularFile(file)
        ? Optional.of(new StoredObject(location, Files.size(file), etag(file)))
        : Optional.empty();
  }

  @Override
  public Optional<StoredContent> read(Location location) throws IOException {
    Path file = file(location);
    return Files.isRegularFile(file)
        ? Optional.of(new StoredContent(Files.readAllBytes(file), etag(file), Duration.ZERO))
        : Optional.empty();
  }

  @Override
  public Optional<String> write(Location location, byte[] content, Condition condition)
      throws IOException {
    Path temporary = Files.createTempFile(Files.createDirectories(folder), "object", "");
    Files.write(temporary, content);
    return put(temporary, location, condition);
  }

  @Override
  public Optional<String> upload(Path from, Location location, Condition condition)
      throws IOException {
    Path temporary = Files.createDirectories(folder).resolve(UUID.randomUUID().toString());
    Files.copy(from, temporary);
    return put(temporary, location, condition);
  }

  private Optional<String> put(Path temporary, Location location, Condition condition)
      throws IOException {
    Path file = file(location);
    boolean allowed =
        switch (condition) {
          case Condition.Always _ -> true;
          case Condition.Absent _ -> !Files.exists(file);
          case Condition.Unchanged(var etag) -> Files.exists(file) && etag(file).equals(etag);
        };
    if (!allowed) {
      Files.delete(temporary);
      return Optional.empty();
    }
    Files.createDirectories(file.getParent());
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return Optional.of(etag(file));
  }

  @Override
  public void download(StoredObject object, Path file) throws IOException {
    Files.copy(file(object.location()), file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public List<Path> fetch(List<Location> locations) {
    return locations.stream().map(this::file).toList();
  }

  @Override
  public Path workFolder(Location location) {
    return folder.resolve(".work").resolve(location.name());
  }

  @Override
  public S3Config config() {
    return S3Config.DEFAULT;
  }

  @Override
  public List<StoredObject> list(Location below) throws IOException {
    Path root = folder.resolve(below.bucket());
    Path start = file(below);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (var all = Files.walk(start)) {
      return all.filter(Files::isRegularFile)
          .sorted()
          .map(file -> stored(below.bucket(), root, file))
          .toList();
    }
  }

  private static StoredObject stored(String bucket, Path root, Path file) {
    try {
      String key = root.relativize(file).toString().replace('\\', '/');
      return new StoredObject(new Location(bucket, key), Files.size(file), etag(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Location> folders(Location below) throws IOException {
    try (var all = Files.list(file(below))) {
      return all.filter(Files::isDirectory)
          .sorted()
          .map(child -> below.resolve(child.getFileName().toString()))
          .toList();
    }
  }

  @Override
  public void delete(Location location) throws IOException {
    Files.deleteIfExists(file(location));
  }

  @Override
  public void close() {}

  private static String etag(Path file) throws IOException {
    return Files.getLastModifiedTime(file) + "-" + Files.size(file);
  }
}
