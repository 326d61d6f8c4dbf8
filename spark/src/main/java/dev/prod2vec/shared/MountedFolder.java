package dev.prod2vec.shared;

import dev.prod2vec.disk.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// A folder that is mounted at the same path everywhere. Hadoop would start a process for each file
/// that it writes there.
///
/// @param folder its absolute path
record MountedFolder(String folder) implements SharedFolder {
  static MountedFolder of(Path folder) {
    return new MountedFolder(folder.toAbsolutePath().toString());
  }

  /// Spark's default file system may be another one.
  @Override
  public String uri() {
    return "file://" + folder;
  }

  @Override
  public SharedFolder folder(String name) {
    return of(path().resolve(name));
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    Files.createDirectories(path());
    Files.write(path().resolve(name), content);
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(path().resolve(name));
  }

  @Override
  public void put(Path file, String name) throws IOException {
    if (Files.exists(path().resolve(name))) {
      return;
    }
    Files.createDirectories(path());
    Path copy = path().resolve("." + UUID.randomUUID());
    try {
      Files.copy(file, copy);
      Files.move(copy, path().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  @Override
  public void get(String name, Path file) throws IOException {
    Files.copy(path().resolve(name), file);
  }

  @Override
  public SortedMap<String, Long> files() throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    if (Files.exists(path())) {
      for (Path file : Tree.list(path())) {
        if (Files.isRegularFile(file)) {
          files.put(String.valueOf(file.getFileName()), Files.size(file));
        }
      }
    }
    return files;
  }

  @Override
  public Path fetch(Collection<String> names, Path work) {
    return path();
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path().resolve(name));
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    for (String name : names) {
      delete(name);
    }
  }

  @Override
  public void delete() throws IOException {
    Tree.delete(path());
  }

  private Path path() {
    return Path.of(folder);
  }
}
