package dev.prod2vec.sagemaker;

import dev.prod2vec.file.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Unpacks the archive of a job. Nothing in it is trusted, since others may write to its bucket.
final class ModelArchive {
  private static final int BUFFER_BYTES = 1 << 16;

  private ModelArchive() {}

  /// Unpacks the files of an archive.
  ///
  /// @param names files that may be in it, without folders
  /// @param maxBytes of all files together
  /// @return the names of the files that were in it
  /// @throws InputException if it is broken or holds something else; nothing of it is kept
  static Set<String> unpack(Path archive, Path folder, Set<String> names, long maxBytes)
      throws IOException {
    List<Path> written = new ArrayList<>();
    try {
      return unpack(archive, folder, names, maxBytes, written);
    } catch (IOException | RuntimeException e) {
      for (Path file : written) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  private static Set<String> unpack(
      Path archive, Path folder, Set<String> names, long maxBytes, List<Path> written)
      throws IOException {
    Set<String> found = new HashSet<>();
    long left = maxBytes;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER_BYTES);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      while (true) {
        TarArchiveEntry entry = read(archive, tar::getNextEntry);
        if (entry == null) {
          return found;
        }
        String name = entry.getName().replaceFirst("^(\\./)+", "");
        if (entry.isDirectory() && (name.isEmpty() || name.equals("."))) {
          continue;
        }
        requireAllowed(archive, entry, name, names);
        if (!found.add(name)) {
          throw refused(archive, name, "is twice in the archive");
        }
        if (entry.getSize() > left) {
          throw refused(archive, name, "is larger than such a file can be");
        }
        Path target = folder.resolve(name);
        written.add(target);
        left -= copy(archive, tar, target, name, left);
      }
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw broken(archive, e);
    }
  }

  private static void requireAllowed(
      Path archive, TarArchiveEntry entry, String name, Set<String> names) {
    if (entry.isSymbolicLink() || entry.isLink()) {
      throw refused(archive, name, "is a link");
    }
    if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
      throw refused(archive, name, "has an absolute name");
    }
    if (List.of(name.split("[/\\\\]", -1)).contains("..")) {
      throw refused(archive, name, "has a name that leads out of its folder");
    }
    if (entry.getLinkFlag() != TarConstants.LF_NORMAL
        && entry.getLinkFlag() != TarConstants.LF_OLDNORM) {
      throw refused(archive, name, "is no plain file");
    }
    if (!names.contains(name)) {
      throw refused(
          archive, name, "is none of " + String.join(", ", names.stream().sorted().toList()));
    }
  }

  private static long copy(
      Path archive, TarArchiveInputStream tar, Path target, String name, long most)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      while (true) {
        int read = read(archive, () -> tar.read(buffer));
        if (read < 0) {
          return bytes;
        }
        bytes += read;
        if (bytes > most) {
          throw refused(archive, name, "is larger than such a file can be");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T read(Path archive, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (java.nio.channels.ClosedByInterruptException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw broken(archive, e);
    }
  }

  private static InputException broken(Path archive, Exception e) {
    return new InputException(
        "%s: is a broken archive: %s\nhint: run the task again".formatted(archive, e.getMessage()),
        e);
  }

  private static InputException refused(Path archive, String name, String why) {
    return new InputException(
        "%s: was not unpacked: \"%s\" %s\nhint: who else can write to the bucket?"
            .formatted(archive, name, why));
  }
}
