package dev.prod2vec.disk;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;

/// A file that is replaced in one step: a reader sees the old content or the new one, also after a
/// kill or a power cut.
public final class WholeFile {
  private WholeFile() {}

  /// Writes a new file.
  public interface Body {
    /// Writes the file.
    ///
    /// @param file does not exist
    void write(Path file) throws IOException;
  }

  /// Writes a file beside its place, under a name that no other process uses, then moves it there.
  public static void replace(Path file, Body body) throws IOException {
    Path temporary = temporary(file);
    try {
      body.write(temporary);
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// A name beside a file's place that no other process uses.
  public static Path temporary(Path file) {
    return file.resolveSibling(prefix(file) + UUID.randomUUID() + HiddenName.SUFFIX);
  }

  /// Writes a text.
  ///
  /// @throws FileSystemException naming the file, if its disk is full
  public static void replace(Path file, String text) throws IOException {
    replace(
        file,
        temporary -> {
          try (FileChannel channel =
              FileChannel.open(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(text, channel, file);
          }
        });
  }

  private static void write(String text, FileChannel channel, Path file) throws IOException {
    var bytes = StandardCharsets.UTF_8.encode(text);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // The system names no file.
      FileSystemException named =
          new FileSystemException(file.toString(), null, "cannot be written: " + e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  /// Moves a complete file to its place, over the one that is there.
  ///
  /// @param from in the same file system
  public static void move(Path from, Path to) throws IOException {
    Sync.file(from);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Sync.folder(HiddenName.folder(to));
  }

  /// Whether a file is temporary: left by a killed writer, or about to be moved by a living one.
  public static boolean isLeftover(Path file) {
    return String.valueOf(file.getFileName()).matches("\\..+\\.[-0-9a-f]{36}\\.tmp");
  }

  /// Deletes what killed writers of a file left. Call it only where one process at a time writes
  /// the file.
  public static void deleteLeftovers(Path file) throws IOException {
    Path folder = HiddenName.folder(file);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (isLeftover(entry) && String.valueOf(entry.getFileName()).startsWith(prefix(file))) {
          Files.deleteIfExists(entry);
        }
      }
    }
  }

  private static String prefix(Path file) {
    return HiddenName.prefix(String.valueOf(file.getFileName()));
  }
}
