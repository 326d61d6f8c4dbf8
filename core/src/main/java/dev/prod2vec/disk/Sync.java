package dev.prod2vec.disk;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// Flushes to disk what the operating system holds in memory (fsync). A file that gets its name
/// before its content is on disk may be empty after a power cut.
public final class Sync {
  private Sync() {}

  /// Flushes a file's content to disk.
  public static void file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Flushes the names in a folder to disk, where the system can do that.
  public static void folder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException _) {
      // Windows opens no folder, and some network file systems refuse; nothing more can be done.
    }
  }

  /// Flushes a folder with all files and folders in it to disk.
  public static void tree(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.toList();
    }
    for (Path path : all) {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        file(path);
      }
    }
    for (Path path : all.reversed()) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        folder(path);
      }
    }
  }
}
