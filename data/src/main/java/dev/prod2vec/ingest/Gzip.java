package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Gzip files, whose checksums DuckDB does not verify.
final class Gzip {
  private static final int BUFFER = 1 << 16;

  private Gzip() {}

  /// Whether the file begins as gzip does.
  static boolean is(Input file) {
    byte[] start = start(file, 2);
    return start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
  }

  /// The first bytes as they are, or all if the file has fewer.
  static byte[] start(Input file, int bytes) {
    try (InputStream in = Files.newInputStream(file.path())) {
      return in.readNBytes(bytes);
    } catch (IOException e) {
      throw fault(file, e);
    }
  }

  /// The first bytes of the decompressed content, or all if it has fewer.
  static byte[] contentStart(Input file, int bytes) {
    try (InputStream in = open(file)) {
      return in.readNBytes(bytes);
    } catch (IOException e) {
      throw fault(file, e);
    }
  }

  /// The file's content, decompressed if it is gzip.
  static InputStream open(Input file) throws IOException {
    InputStream in = Files.newInputStream(file.path());
    return is(file) ? new GZIPInputStream(in, BUFFER) : in;
  }

  /// Reads a gzip file to its end.
  ///
  /// @throws InputException if it ends early or a checksum is wrong
  static void check(Input file) throws InterruptedException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = open(file)) {
      while (in.read(buffer) >= 0) {
        if (Thread.interrupted()) {
          throw new InterruptedException("while reading " + file);
        }
      }
    } catch (IOException e) {
      throw fault(file, e);
    }
  }

  /// The exception for a file that cannot be read.
  static InputException fault(Input file, IOException e) {
    String what =
        switch (e) {
          case EOFException _ -> "the gzip data end in the middle; was the file copied completely?";
          case ZipException _ -> "the gzip data are damaged (%s)".formatted(e.getMessage());
          default -> "cannot be read (%s)".formatted(Input.reason(e));
        };
    return new InputException(file + ": " + what, e);
  }
}
