package dev.prod2vec.file;

import dev.prod2vec.disk.Staging;
import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is replaced whole, or not at all.
public final class NewFile {
  private NewFile() {}

  /// Writes a file beside its place, then replaces what is there.
  ///
  /// @param writer gets a file in an empty folder, where it may also write others
  /// @throws WrongUseException if its folder does not exist or cannot be written, or if it is a
  ///   folder
  /// @throws IOException naming the file
  public static void replace(Path file, NewFolder.Writer writer)
      throws IOException, InterruptedException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new WrongUseException(file + ": its folder does not exist or cannot be written");
    } else if (Files.isDirectory(file)) {
      throw new WrongUseException(file + ": is a folder");
    }
    try (Staging staging = Staging.beside(file)) {
      Path temporary = staging.folder().resolve("file");
      FileFaults.file(file, () -> writer.write(temporary));
      WholeFile.move(temporary, file);
    }
  }
}
