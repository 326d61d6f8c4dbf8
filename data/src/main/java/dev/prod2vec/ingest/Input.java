package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Sha256;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A file to read, and the name that messages and reports give it.
///
/// @param name as the config or its glob names it
/// @param path the named file itself, or a copy of its content
/// @param bytes size of the named file, or of the data that was sent
/// @param sha256 SHA-256 of the data that was sent; empty for a file, which can be read again
record Input(String name, Path path, long bytes, Optional<String> sha256) {
  /// A file of this machine.
  static Input of(Path file) {
    return new Input(file.toString(), file, size(file.toString(), file), Optional.empty());
  }

  /// A file that holds the data that was sent.
  static Input sent(String name, Path file) {
    try {
      return new Input(name, file, size(name, file), Optional.of(Sha256.of(file)));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// A file that others read where it is.
  static Input remote(String name, long bytes) {
    return new Input(name, Path.of(""), bytes, Optional.empty());
  }

  /// Whether this machine does not have it.
  boolean isRemote() {
    return path.toString().isEmpty();
  }

  /// The same with its content in another file.
  Input withPath(Path newPath) {
    return new Input(name, newPath, bytes, sha256);
  }

  private static long size(String name, Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static InputException unreadable(String name, IOException e) {
    return new InputException("%s: cannot be read: %s".formatted(name, reason(e)), e);
  }

  /// Why a file cannot be read, without the path that the JDK names, which may be the path of a
  /// copy.
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "no permission";
      case NoSuchFileException _ -> "no such file";
      case FileSystemException fault when fault.getReason() != null -> fault.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
