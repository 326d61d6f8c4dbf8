package dev.prod2vec.cli;

import dev.prod2vec.disk.Claim;
import dev.prod2vec.disk.Staging;
import dev.prod2vec.disk.Sync;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.process.Failure;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
  /// @throws WrongUseException if it is not empty or cannot be written, or if another process is
  ///   about to write it
  static void create(Path folder, Writer writer) throws IOException, InterruptedException {
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

  /// Has files written beside a folder, then moves them into it, over those of the same name.
  ///
  /// @throws WrongUseException if it cannot be written
  static void update(Path folder, Writer writer) throws IOException, InterruptedException {
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
                      + ": another process is writing this folder\nhint: name another folder with"
                      + " --out, or wait until it has ended"));
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
        "%s: cannot be written: %s".formatted(folder, Failure.of(e).message()));
  }

  /// @throws WrongUseException if there is something in it
  private static void requireEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      if (!Tree.list(folder).isEmpty()) {
        throw new WrongUseException(
            folder + ": is there and not empty\nhint: name a new folder with --out");
      }
    } else if (Files.exists(folder)) {
      throw new WrongUseException(folder + ": is no folder\nhint: name a new one with --out");
    }
  }
}
