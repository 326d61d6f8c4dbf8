package dev.prod2vec.sagemakerlocal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Packs a folder as SageMaker does.
final class Archive {
  private Archive() {}

  /// Writes `file`, a gzipped tar of all plain files below a folder.
  static void pack(Path folder, Path file) throws IOException {
    List<Path> files;
    try (var all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    try (var out = new BufferedOutputStream(Files.newOutputStream(file));
        var tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (Path one : files) {
        String name = folder.relativize(one).toString().replace('\\', '/');
        tar.putArchiveEntry(new TarArchiveEntry(one.toFile(), name));
        Files.copy(one, tar);
        tar.closeArchiveEntry();
      }
    }
  }
}
