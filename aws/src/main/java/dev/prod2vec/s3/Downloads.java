package dev.prod2vec.s3;

import dev.prod2vec.disk.WholeFile;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoreException;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Downloads objects in parts, several at once. A journal beside the file lists the parts that have
/// arrived, so that a download that was stopped resumes with the others.
final class Downloads {
  private static final long FIRST_PAUSE_MILLIS = 200;

  private final S3Config config;
  private final S3Client client;
  private final S3Requests requests;

  Downloads(S3Config config, S3Client client, S3Requests requests) {
    this.config = config;
    this.client = client;
    this.requests = requests;
  }

  /// Downloads an object. The file appears when it is complete and verified.
  void download(StoredObject object, Path file) throws IOException {
    Location location = object.location();
    HeadObjectResponse head =
        requests.call(
            location,
            Action.READ,
            () ->
                client.headObject(request ->
                    request
                        .bucket(location.authority())
                        .key(location.path())
                        .ifMatch(object.etag())
                        .checksumMode(ChecksumMode.ENABLED)));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path partial = file.resolveSibling("." + file.getFileName() + ".part");
    Path journal = file.resolveSibling("." + file.getFileName() + ".parts");
    fetch(object, partial, journal);
    try {
      Verification.verify(object, head, partial);
      WholeFile.move(partial, file);
    } finally {
      Files.deleteIfExists(journal);
      Files.deleteIfExists(partial);
    }
  }

  private void fetch(StoredObject object, Path partial, Path journal) throws IOException {
    long partBytes = (long) config.partMib() << 20;
    String head = "%s %d %d".formatted(object.etag(), object.bytes(), partBytes);
    Set<String> there = there(partial, journal, head);
    try (FileChannel out =
            FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileChannel done =
            FileChannel.open(journal, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      if (there.isEmpty()) {
        out.truncate(0);
        done.truncate(0);
        append(done, head);
      }
      List<Callable<Long>> parts = new ArrayList<>();
      for (long start = 0; start < object.bytes(); start += partBytes) {
        long from = start;
        long to = Math.min(object.bytes(), start + partBytes);
        if (!there.contains(Long.toString(from))) {
          parts.add(() -> {
            part(object, from, to, out);
            append(done, Long.toString(from));
            return from;
          });
        }
      }
      requests.all(object.location(), Action.READ, parts);
    }
  }

  /// The head of the journal, and the starts of the parts that have arrived; empty if the journal
  /// is of another object.
  private static Set<String> there(Path partial, Path journal, String head) throws IOException {
    if (!Files.exists(partial) || !Files.exists(journal)) {
      return Set.of();
    }
    String text = Files.readString(journal);
    // A process that was killed may have written half of the last line.
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    return lines.isEmpty() || !lines.getFirst().equals(head) ? Set.of() : new HashSet<>(lines);
  }

  private static void append(FileChannel journal, String line) throws IOException {
    synchronized (journal) {
      journal.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// Downloads bytes `from` to `to`, exclusive. After a broken connection it continues with the
  /// first byte that is missing.
  private void part(StoredObject object, long from, long to, FileChannel out)
      throws IOException, InterruptedException {
    long at = from;
    for (int attempt = 1; at < to; attempt++) {
      try (ResponseInputStream<GetObjectResponse> in = get(object, at, to)) {
        at = copy(in, at, to, out);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (StreamBroken e) {
        at = e.at();
        if (attempt >= config.attempts()) {
          throw new StoreException(
              "%s: cannot be read%s: the connection broke %d times: %s\nhint: try again; the parts that arrived are kept"
                  .formatted(object.location(), config.at(), attempt, e.getMessage()),
              e);
        }
        Thread.sleep(FIRST_PAUSE_MILLIS << Math.min(5, attempt - 1));
      }
    }
  }

  private ResponseInputStream<GetObjectResponse> get(StoredObject object, long from, long to) {
    Location location = object.location();
    return client.getObject(get ->
        get.bucket(location.authority())
            .key(location.path())
            .ifMatch(object.etag())
            .range("bytes=%d-%d".formatted(from, to - 1)));
  }

  private static long copy(InputStream in, long from, long to, FileChannel out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long at = from;
    while (at < to) {
      int read;
      try {
        read = in.read(buffer, 0, (int) Math.min(buffer.length, to - at));
        if (read < 0) {
          throw new IOException("it ended at byte %d of %d".formatted(at, to));
        }
      } catch (IOException e) {
        throw new StreamBroken(at, e);
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        at += out.write(bytes, at);
      }
    }
    return at;
  }

  /// A connection ended before the last byte.
  private static final class StreamBroken extends IOException {
    private final long at;

    StreamBroken(long at, IOException cause) {
      super(cause.getMessage(), cause);
      this.at = at;
    }

    long at() {
      return at;
    }
  }
}
