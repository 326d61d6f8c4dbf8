package dev.prod2vec.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/// What went wrong with a file, in words that name it: the JDK's own message on a full disk is "No
/// space left on device" and no more.
public final class FileFaults {
  private FileFaults() {}

  /// Writes the file.
  public interface Body {
    void write() throws IOException, InterruptedException;
  }

  /// Runs a body that writes a file.
  ///
  /// @param file the file to name in messages; `body` may write to a temporary name
  /// @throws IOException naming the file
  public static void file(Path file, Body body) throws IOException, InterruptedException {
    file(file.toString(), body);
  }

  /// The same for a file or folder that may be in a store.
  public static void file(String place, Body body) throws IOException, InterruptedException {
    try {
      body.write();
    } catch (ClosedByInterruptException | FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("%s: cannot be written: %s".formatted(place, e.getMessage()), e);
    }
  }

  /// What went wrong, in words: `orders.csv: permission denied`.
  public static String reason(IOException fault) {
    return switch (fault) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileSystemException file when file.getReason() == null ->
          file.getFile() + ": " + words(file.getClass().getSimpleName());
      default -> fault.getMessage() == null ? fault.toString() : fault.getMessage();
    };
  }

  /// `NoSuchFileException` as `no such file`.
  private static String words(String className) {
    return className
        .replaceAll("Exception$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
