package dev.prod2vec.task;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.store.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Files in folders of this machine, or in folders that all machines of a cluster share. Parts are
/// written into the staging folder of the attempt.
///
/// @param directory with the files of earlier tasks
/// @param staging where the attempt writes
/// @param unfinished for what it leaves to the next one, which finds it there
record FolderStorage(Path directory, Path staging, Path unfinished) implements TaskStorage {
  @Override
  public void fetch(String name) {}

  @Override
  public List<Location> locations(String name) {
    Path file = directory.resolve(name).toAbsolutePath();
    return PartFiles.exist(file)
        ? PartFiles.of(file).files().stream().map(Location::of).toList()
        : List.of();
  }

  @Override
  public String sha256(String name) throws IOException {
    return PartFiles.of(directory.resolve(name)).sha256();
  }

  @Override
  public Location unfinished(String name) {
    return Location.of(unfinished.resolve(name).toAbsolutePath());
  }

  @Override
  public List<Location> leftBefore(String name) {
    return List.of();
  }

  @Override
  public PartsTarget begin(String name) throws IOException {
    Path folder = staging.resolve(name).toAbsolutePath();
    Tree.delete(folder);
    return new PartsTarget(Location.of(Files.createDirectories(folder)), "");
  }

  @Override
  public void end(String name, List<WrittenPart> parts) throws IOException {
    Path folder = staging.resolve(name);
    Map<String, WrittenPart> named =
        parts.stream().collect(Collectors.toMap(WrittenPart::name, Function.identity()));
    for (Path entry : Tree.list(folder)) {
      if (!named.containsKey(String.valueOf(entry.getFileName()))) {
        Tree.delete(entry);
      }
    }
    for (WrittenPart part : parts) {
      Path file = folder.resolve(part.name());
      part.require(
          Location.of(folder),
          Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty());
    }
  }
}
