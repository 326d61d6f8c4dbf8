package dev.prod2vec.cluster;

import dev.prod2vec.disk.Tree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A folder that is mounted at the same path everywhere. Hadoop would start a process for each file
/// that it writes there.
///
/// @param folder its address, `file:///...`
record MountedPlace(String folder) implements BlockPlace {
  @Override
  public void write(String name, byte[] content) throws IOException {
    Files.createDirectories(path());
    Files.write(path().resolve(name), content, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(path().resolve(name));
  }

  @Override
  public List<String> names() throws IOException {
    return Files.exists(path())
        ? Tree.list(path()).stream().map(file -> String.valueOf(file.getFileName())).toList()
        : List.of();
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path().resolve(name));
  }

  @Override
  public void delete() throws IOException {
    Tree.delete(path());
  }

  private Path path() {
    return Path.of(URI.create(folder));
  }
}
