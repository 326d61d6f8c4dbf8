package dev.prod2vec.file;

import dev.prod2vec.disk.Claim;
import dev.prod2vec.disk.Staging;
import dev.prod2vec.disk.Sync;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A folder that appears with all its files, or not at all.
public final class NewFolder {
  private NewFolder() {}

  /// Writes the files of a folder.
  public interface Writer {
    void write(Path folder) throws IOException, InterruptedException;
  }

  /// Writes a folder beside its place, then moves it there.
  ///
  /// @param folder must not exist, or be empty
  /// @throws WrongUseException if it is not empty or cannot be written, or if another process is
  ///   writing it
  public static void create(Path folder, Writer writer) throws IOException, InterruptedException {
    requireEmpty(folder);
    try (Claim _ = claim(folder);
        Staging staging = stage(folder)) {
      requireEmpty(folder);
      writer.write(staging.folder());
      requireEmpty(folder);
      Sync.tree(staging.folder());
      Files.move(
          staging.folder(), folder.toAbsolutePath().normalize(), StandardCopyOption.ATOMIC_MOVE);
      Sync.folder(folder.toAbsolutePath().normalize().resolve(".."));
    }
  }

  /// Writes files beside a folder, then moves them into it. They replace files of the same name.
  ///
  /// @throws WrongUseException if the folder cannot be written
  public static void update(Path folder, Writer writer) throws IOException, InterruptedException {
    try (Staging staging = stage(folder)) {
      writer.write(staging.folder());
      Files.createDirectories(folder);
      Tree.moveInto(staging.folder(), folder);
    }
  }

  private static Claim claim(Path folder) throws IOException {
    try {
      Files.createDirectories(folder.toAbsolutePath().normalize().getParent());
      return Claim.of(folder)
          .orElseThrow(() ->
              new WrongUseException(
                  folder
                      + ": another process is writing this folder\nhint: name another folder,"
                      + " or wait until it has ended"));
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
  }

  private static Staging stage(Path folder) throws IOException {
    try {
      Files.createDirectories(folder.toAbsolutePath().normalize().getParent());
      return Staging.beside(folder);
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
  }

  private static WrongUseException notWritable(Path folder, IOException e)
      throws ClosedByInterruptException {
    if (e instanceof ClosedByInterruptException interrupted) {
      throw interrupted;
    }
    return new WrongUseException(
        "%s: cannot be written: %s".formatted(folder, FileFaults.reason(e)));
  }

  /// @throws WrongUseException if it has entries, or is a file
  private static void requireEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      if (!Tree.list(folder).isEmpty()) {
        throw new WrongUseException(folder + ": is not empty\nhint: name a new folder");
      }
    } else if (Files.exists(folder)) {
      throw new WrongUseException(folder + ": is no folder\nhint: name a new one");
    }
  }
}
