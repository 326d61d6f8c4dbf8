package dev.prod2vec.ingest;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Sha256;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/// Turns what the config names into files that can be read several times, plain or gzip, as UTF-8
/// if they are text: pipes and the like are copied, zstd and bzip2 are decompressed, and other
/// encodings are converted. For one thread.
final class ReadableFiles {
  private static final int BUFFER = 1 << 16;

  /// The widest window, which `zstd --long=31` needs.
  private static final int MAX_WINDOW_LOG = 31;

  private final Path folder;
  private final Map<String, Input> readable = new HashMap<>();

  /// @param folder where to create files; its owner deletes it
  ReadableFiles(Path folder) {
    this.folder = folder;
  }

  /// The file itself, or one that was made from it. Always the same for the same file and encoding.
  ///
  /// @throws InputException if it cannot be read, its zstd data are damaged, or it is not in its
  ///   encoding
  /// @throws InterruptedException if the thread is interrupted, even while it waits for a pipe
  Input of(Path file, Dialect dialect) throws InterruptedException {
    return text(unpacked(file), dialect);
  }

  /// The same for data that a store sent.
  Input of(Input sent, Dialect dialect) throws InterruptedException {
    @Nullable Input known = readable.get(sent.name());
    return text(known != null ? known : plain(sent), dialect);
  }

  /// The file itself, or a copy of a pipe. Data compressed with zstd stay so, and text its
  /// encoding.
  Input asItIs(Path file) throws InterruptedException {
    return isReadOnce(file) ? unpacked(file) : Input.of(file);
  }

  private Input unpacked(Path file) throws InterruptedException {
    @Nullable Input known = readable.get(file.toString());
    return known != null ? known : plain(isReadOnce(file) ? copy(file) : Input.of(file));
  }

  private Input text(Input input, Dialect dialect) throws InterruptedException {
    // No name of a file has a line end and an encoding after it.
    String name = input.name() + "\n" + dialect.csv().encoding();
    @Nullable Input known = readable.get(name);
    if (known == null) {
      known = Utf8Text.of(input, dialect, folder);
      readable.put(name, known);
    }
    return known;
  }

  /// Whether the content is empty. A file whose beginning is damaged is not.
  static boolean isEmpty(Input file) {
    if (!isZstd(file) && !isBzip2(file)) {
      return Gzip.contentStart(file, 1).length == 0;
    }
    try (InputStream in = isZstd(file) ? zstd(file) : bzip2(file)) {
      return in.read() < 0;
    } catch (IOException | LinkageError _) {
      return false;
    }
  }

  private Input plain(Input input) throws InterruptedException {
    Input plain = isZstd(input) ? decompress(input) : isBzip2(input) ? unpackedBzip2(input) : input;
    readable.put(plain.name(), plain);
    return plain;
  }

  /// Whether the bytes can be read only once.
  private static boolean isReadOnce(Path file) {
    return !Files.isRegularFile(file) || isOfOneProcess(file);
  }

  /// Whether the name means another file in another process: `/dev/stdin`, or the `/dev/fd/63` of
  /// `<(command)`.
  static boolean isOfOneProcess(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith("/dev/fd")
        || absolute.equals(Path.of("/dev/stdin"))
        || absolute.startsWith("/proc");
  }

  /// Reads on a separate thread, since a thread that waits for a pipe cannot be interrupted.
  private Input copy(Path pipe) throws InterruptedException {
    Path copy = folder.resolve((readable.size() + 1) + ".input");
    FutureTask<Input> copying = new FutureTask<>(() -> copy(pipe, copy));
    Thread.ofPlatform().daemon().name("input").start(copying);
    try {
      return copying.get();
    } catch (InterruptedException e) {
      copying.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw new InputException(
          "%s: cannot be copied: %s"
              .formatted(pipe, e.getCause() == null ? e : e.getCause().getMessage()),
          e);
    }
  }

  private static Input copy(Path pipe, Path copy) throws IOException, InterruptedException {
    try (DigestInputStream in =
        new DigestInputStream(new FileInputStream(pipe.toFile()), Sha256.digest())) {
      long bytes = write(in, copy);
      String sha256 = HexFormat.of().formatHex(in.getMessageDigest().digest());
      return new Input(pipe.toString(), copy, bytes, Optional.of(sha256));
    }
  }

  private static long write(InputStream in, Path file) throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    long written = 0;
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("while writing " + file);
        }
        out.write(buffer, 0, bytes);
        written += bytes;
      }
    }
    return written;
  }

  /// A zstd frame, or a skippable one, which parallel compressors begin with.
  private static boolean isZstd(Input file) {
    byte[] start = Gzip.start(file, 4);
    return ForeignFormat.startsWith(start, "(\u00b5/\u00fd")
        || (start.length == 4
            && (start[0] & 0xf0) == 0x50
            && start[1] == 0x2a
            && start[2] == 0x4d
            && start[3] == 0x18);
  }

  /// Data of bzip2: its mark, a digit, and the beginning of a block or of the end.
  private static boolean isBzip2(Input file) {
    String start = new String(Gzip.start(file, 10), StandardCharsets.ISO_8859_1);
    return start.matches("(?s)BZh[1-9](1AY&SY|\u0017rE8P\u0090).*");
  }

  private static InputStream zstd(Input file) throws IOException {
    ZstdInputStream in =
        new ZstdInputStream(
            new BufferedInputStream(new FileInputStream(file.path().toFile()), BUFFER));
    in.setLongMax(MAX_WINDOW_LOG);
    return in;
  }

  private static InputStream bzip2(Input file) throws IOException {
    // Parallel compressors write several streams.
    return new BZip2CompressorInputStream(
        new BufferedInputStream(new FileInputStream(file.path().toFile()), BUFFER), true);
  }

  private Input unpackedBzip2(Input file) throws InterruptedException {
    Path plain = folder.resolve((readable.size() + 1) + ".plain");
    try (InputStream in = bzip2(file)) {
      write(in, plain);
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new InputException(
          "%s: the bzip2 data are damaged or end in the middle (%s); was the file copied completely?"
              .formatted(file, Excerpt.reason(String.valueOf(e.getMessage()))),
          e);
    }
    return file.withPath(plain);
  }

  private Input decompress(Input file) throws InterruptedException {
    Path plain = folder.resolve((readable.size() + 1) + ".plain");
    try (InputStream in = zstd(file)) {
      write(in, plain);
    } catch (ZstdIOException e) {
      throw new InputException(
          file
              + (String.valueOf(e.getMessage()).startsWith("Truncated")
                  ? ": the zstd data end in the middle; was the file copied completely?"
                  : ": the zstd data are damaged (%s)".formatted(e.getMessage())),
          e);
    } catch (IOException e) {
      throw new InputException("%s: cannot be decompressed: %s".formatted(file, e.getMessage()), e);
    } catch (LinkageError e) {
      throw new InputException(
          "%s: zstd cannot be read on this machine (%s)\nhint: zstd -d FILE".formatted(file, e), e);
    }
    return file.withPath(plain);
  }
}
