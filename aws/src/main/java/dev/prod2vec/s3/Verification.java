package dev.prod2vec.s3;

import dev.prod2vec.file.InputException;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/// Compares a downloaded file with the checksum that the service has of the whole object, if any.
final class Verification {
  private static final Pattern MD5 = Pattern.compile("\"?([0-9a-f]{32})\"?");

  private Verification() {}

  /// A digest and its expected value.
  private sealed interface Expected {
    record Sum(Checksum checksum, int bytes, String base64) implements Expected {}

    record Hash(String algorithm, byte[] value) implements Expected {}
  }

  /// @throws InputException if the file differs from the object
  static void verify(StoredObject object, HeadObjectResponse head, Path file) throws IOException {
    Optional<Expected> expected = expected(object, head);
    boolean same =
        Files.size(file) == object.bytes()
            && switch (expected.orElse(null)) {
              case null -> true;
              case Expected.Sum sum -> sum.base64().equals(of(file, sum.checksum(), sum.bytes()));
              case Expected.Hash hash ->
                  MessageDigest.isEqual(hash.value(), of(file, hash.algorithm()));
            };
    if (!same) {
      throw new InputException(
          object.location()
              + ": the downloaded file does not have the object's checksum\nhint: try again; if it"
              + " happens again, upload the object anew");
    }
  }

  private static Optional<Expected> expected(StoredObject object, HeadObjectResponse head) {
    // The checksum of a multipart upload may be a checksum of its parts' checksums.
    if (head.checksumType() == ChecksumType.FULL_OBJECT
        || (head.checksumType() == null && !object.etag().contains("-"))) {
      if (isWhole(head.checksumCRC32C())) {
        return Optional.of(new Expected.Sum(new CRC32C(), 4, head.checksumCRC32C()));
      } else if (isWhole(head.checksumCRC64NVME())) {
        return Optional.of(new Expected.Sum(new Crc64Nvme(), 8, head.checksumCRC64NVME()));
      } else if (isWhole(head.checksumCRC32())) {
        return Optional.of(new Expected.Sum(new CRC32(), 4, head.checksumCRC32()));
      } else if (isWhole(head.checksumSHA256())) {
        byte[] hash = Base64.getDecoder().decode(head.checksumSHA256());
        return Optional.of(new Expected.Hash("SHA-256", hash));
      } else if (isWhole(head.checksumSHA1())) {
        byte[] hash = Base64.getDecoder().decode(head.checksumSHA1());
        return Optional.of(new Expected.Hash("SHA-1", hash));
      }
    }
    // The ETag of an object that was written in one request is its MD5, unless it is encrypted with
    // a customer's key.
    boolean plain =
        head.sseCustomerAlgorithm() == null
            && (head.serverSideEncryption() == null
                || head.serverSideEncryption() == ServerSideEncryption.AES256);
    var etag = MD5.matcher(object.etag());
    return plain && etag.matches()
        ? Optional.of(new Expected.Hash("MD5", HexFormat.of().parseHex(etag.group(1))))
        : Optional.empty();
  }

  private static boolean isWhole(@Nullable String checksum) {
    return checksum != null && !checksum.contains("-");
  }

  private static String of(Path file, Checksum checksum, int bytes) throws IOException {
    read(file, checksum::update);
    byte[] value = ByteBuffer.allocate(8).putLong(checksum.getValue()).array();
    byte[] last = Arrays.copyOfRange(value, 8 - bytes, 8);
    return Base64.getEncoder().encodeToString(last);
  }

  private static byte[] of(Path file, String algorithm) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      read(file, digest::update);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has " + algorithm, e);
    }
  }

  private interface Update {
    void update(byte[] bytes, int start, int length);
  }

  private static void read(Path file, Update update) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        update.update(buffer, 0, read);
      }
    }
  }
}
