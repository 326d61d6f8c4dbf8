package dev.prod2vec.cli;

import dev.prod2vec.setting.SettingException;
import dev.prod2vec.task.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that comes into being with all its files, or not at all.
final class NewFolder {
  private NewFolder() {}

  /// Writes the files of a folder.
  interface Writer {
    void write(Path folder) throws IOException, InterruptedException;
  }

  /// Has a folder written beside its place, then moves it there.
  ///
  /// @param folder must not be there or be empty
  /// @throws SettingException if it is not empty or cannot be written
  static void create(Path folder, Writer writer) throws IOException, InterruptedException {
    requireEmpty(folder);
    Path staging = stage(folder);
    try {
      writer.write(staging);
      requireEmpty(folder);
      Files.move(staging, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(staging);
    }
  }

  /// Has files written beside a folder, then moves them into it, over those of the same name.
  ///
  /// @throws SettingException if it cannot be written
  static void update(Path folder, Writer writer) throws IOException, InterruptedException {
    Path staging = stage(folder);
    try {
      writer.write(staging);
      Files.createDirectories(folder);
      moveAll(staging, folder);
    } finally {
      delete(staging);
    }
  }

  /// Moves all that is in a folder into another one, over what has the same name.
  static void moveAll(Path from, Path to) throws IOException {
    for (Path file : list(from)) {
      Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Path stage(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    Path staging = place.resolveSibling("." + place.getFileName() + ".tmp");
    try {
      Files.createDirectories(staging.getParent());
      delete(staging);
      return Files.createDirectory(staging);
    } catch (IOException e) {
      throw new SettingException(
          "%s: cannot be written: %s".formatted(folder, Failure.of(e).message()));
    }
  }

  /// What is in a folder, sorted.
  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  /// @throws SettingException if there is something in it
  private static void requireEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      if (!list(folder).isEmpty()) {
        throw new SettingException(
            folder + ": is there and not empty\nhint: name a new folder with --out");
      }
    } else if (Files.exists(folder)) {
      throw new SettingException(folder + ": is no folder\nhint: name a new one with --out");
    }
  }

  /// Deletes a folder with all that is in it, if it is there.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
