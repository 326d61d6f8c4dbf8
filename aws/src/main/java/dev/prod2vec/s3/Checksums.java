package dev.prod2vec.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// Checksums in the form of S3: the big-endian number in base 64.
final class Checksums {
  private Checksums() {}

  static String crc32c(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return base64(crc);
  }

  /// A checksum of 32 bits.
  static String base64(Checksum checksum) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }
}
