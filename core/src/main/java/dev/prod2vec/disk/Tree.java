package dev.prod2vec.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder and everything in it.
public final class Tree {
  private Tree() {}

  /// What is directly in a folder, sorted.
  public static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  /// All files in a folder and its folders, relative to it, sorted.
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }

  /// Moves everything in a folder into another one, replacing what has the same name. A folder
  /// replaces a file or a folder as a whole, and a file replaces a folder: nothing older stays in
  /// it.
  public static void moveInto(Path from, Path to) throws IOException {
    Sync.tree(from);
    for (Path entry : list(from)) {
      Path place = to.resolve(entry.getFileName());
      if (isFolder(entry) || isFolder(place)) {
        delete(place);
      }
      Files.move(entry, place, StandardCopyOption.ATOMIC_MOVE);
    }
    Sync.folder(to);
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /// Deletes a folder and everything in it, if it exists. Links are deleted, not followed. Files
  /// that vanish meanwhile are no fault.
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
