package dev.prod2vec.s3;

import dev.prod2vec.file.Uninterrupted;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.Location;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// Uploads files, large ones in parts. Each part carries its CRC32C; the request that completes the
/// upload carries the CRC32C of the whole object.
final class Uploads {
  private static final String TYPE = "application/octet-stream";

  /// Most parts of an object in S3.
  private static final int MAX_PARTS = 10_000;

  private final S3Config config;
  private final S3Client client;
  private final S3Requests requests;

  Uploads(S3Config config, S3Client client, S3Requests requests) {
    this.config = config;
    this.client = client;
    this.requests = requests;
  }

  /// A part of a file.
  ///
  /// @param number 1 for the first part
  private record Part(int number, long start, long bytes, String crc32c) {}

  Optional<String> upload(Path file, Location location, Condition condition) throws IOException {
    long partBytes = partBytes(Files.size(file));
    CRC32C whole = new CRC32C();
    List<Part> parts = parts(file, partBytes, whole);
    if (parts.size() == 1) {
      return requests.unless412(
          location,
          Action.WRITE,
          () ->
              client
                  .putObject(
                      put(location, condition, Checksums.base64(whole)),
                      body(file, parts.getFirst()))
                  .eTag(),
          () -> same(location, parts.getFirst().bytes(), Checksums.base64(whole)));
    }
    return inParts(file, location, condition, parts, Checksums.base64(whole));
  }

  private Optional<String> inParts(
      Path file, Location location, Condition condition, List<Part> parts, String whole)
      throws IOException {
    String id =
        requests.call(
            location,
            Action.WRITE,
            () -> client.createMultipartUpload(create(location)).uploadId());
    boolean complete = false;
    try {
      List<Callable<CompletedPart>> sends = new ArrayList<>();
      for (Part part : parts) {
        sends.add(() -> send(file, location, id, part));
      }
      List<CompletedPart> sent = requests.all(location, Action.WRITE, sends);
      long bytes = parts.getLast().start() + parts.getLast().bytes();
      Optional<String> etag =
          requests.unless412(
              location,
              Action.WRITE,
              () ->
                  client
                      .completeMultipartUpload(complete(location, condition, id, sent, whole))
                      .eTag(),
              () -> same(location, bytes, whole));
      complete = etag.isPresent();
      return etag;
    } finally {
      if (!complete) {
        abort(location, id);
      }
    }
  }

  /// The ETag of the object, if it has this content.
  Optional<String> same(Location location, long bytes, String crc32c) {
    HeadObjectResponse there =
        client.headObject(head ->
            head.bucket(location.authority())
                .key(location.path())
                .checksumMode(ChecksumMode.ENABLED));
    return there.contentLength() == bytes && crc32c.equals(there.checksumCRC32C())
        ? Optional.of(there.eTag())
        : Optional.empty();
  }

  private CompletedPart send(Path file, Location location, String id, Part part)
      throws IOException {
    UploadPartRequest request =
        UploadPartRequest.builder()
            .bucket(location.authority())
            .key(location.path())
            .uploadId(id)
            .partNumber(part.number())
            .contentLength(part.bytes())
            .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
            .checksumCRC32C(part.crc32c())
            .build();
    String etag = client.uploadPart(request, body(file, part)).eTag();
    return CompletedPart.builder()
        .partNumber(part.number())
        .eTag(etag)
        .checksumCRC32C(part.crc32c())
        .build();
  }

  /// Removes the parts, which cost money otherwise. An interrupt must not prevent that.
  private void abort(Location location, String id) {
    try {
      Uninterrupted.make(() -> {
        var _ =
            requests.call(
                location,
                Action.WRITE,
                () ->
                    client.abortMultipartUpload(abort ->
                        abort.bucket(location.authority()).key(location.path()).uploadId(id)));
      });
    } catch (IOException | WrongUseException _) {
      // The failure of the upload is thrown already; a lifecycle rule can remove the parts.
    }
  }

  private long partBytes(long bytes) {
    long least = (bytes + MAX_PARTS - 1) / MAX_PARTS;
    return Math.max(least, (long) config.partMib() << 20);
  }

  private static List<Part> parts(Path file, long partBytes, CRC32C whole) throws IOException {
    List<Part> parts = new ArrayList<>();
    byte[] buffer = new byte[1 << 16];
    long start = 0;
    try (InputStream in = Files.newInputStream(file)) {
      do {
        CRC32C crc = new CRC32C();
        long bytes = 0;
        while (bytes < partBytes) {
          int read = in.read(buffer, 0, (int) Math.min(buffer.length, partBytes - bytes));
          if (read < 0) {
            break;
          }
          crc.update(buffer, 0, read);
          whole.update(buffer, 0, read);
          bytes += read;
        }
        if (bytes > 0 || parts.isEmpty()) {
          parts.add(new Part(parts.size() + 1, start, bytes, Checksums.base64(crc)));
        }
        start += bytes;
        if (bytes < partBytes) {
          return parts;
        }
      } while (true);
    }
  }

  private static RequestBody body(Path file, Part part) {
    return RequestBody.fromContentProvider(() -> open(file, part), part.bytes(), TYPE);
  }

  private static InputStream open(Path file, Part part) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(part.start());
      return new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PutObjectRequest put(Location location, Condition condition, String crc32c) {
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(location.authority())
            .key(location.path())
            .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
            .checksumCRC32C(crc32c);
    switch (condition) {
      case Condition.Always _ -> {}
      case Condition.Absent _ -> put.ifNoneMatch("*");
      case Condition.Unchanged unchanged -> put.ifMatch(unchanged.etag());
    }
    switch (config.encryption()) {
      case NONE -> {}
      case AES256 -> put.serverSideEncryption(ServerSideEncryption.AES256);
      case AWS_KMS -> put.serverSideEncryption(ServerSideEncryption.AWS_KMS);
    }
    if (!config.kmsKey().isEmpty()) {
      put.ssekmsKeyId(config.kmsKey());
    }
    return put.build();
  }

  private CreateMultipartUploadRequest create(Location location) {
    CreateMultipartUploadRequest.Builder create =
        CreateMultipartUploadRequest.builder()
            .bucket(location.authority())
            .key(location.path())
            .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
            .checksumType(ChecksumType.FULL_OBJECT);
    switch (config.encryption()) {
      case NONE -> {}
      case AES256 -> create.serverSideEncryption(ServerSideEncryption.AES256);
      case AWS_KMS -> create.serverSideEncryption(ServerSideEncryption.AWS_KMS);
    }
    if (!config.kmsKey().isEmpty()) {
      create.ssekmsKeyId(config.kmsKey());
    }
    return create.build();
  }

  private static CompleteMultipartUploadRequest complete(
      Location location, Condition condition, String id, List<CompletedPart> parts, String crc32c) {
    CompleteMultipartUploadRequest.Builder complete =
        CompleteMultipartUploadRequest.builder()
            .bucket(location.authority())
            .key(location.path())
            .uploadId(id)
            .multipartUpload(upload -> upload.parts(parts))
            .checksumCRC32C(crc32c)
            .checksumType(ChecksumType.FULL_OBJECT);
    switch (condition) {
      case Condition.Always _ -> {}
      case Condition.Absent _ -> complete.ifNoneMatch("*");
      case Condition.Unchanged unchanged -> complete.ifMatch(unchanged.etag());
    }
    return complete.build();
  }
}
