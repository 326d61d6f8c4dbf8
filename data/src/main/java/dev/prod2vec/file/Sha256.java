package dev.prod2vec.file;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of files and texts.
public final class Sha256 {
  private static final int BUFFER_BYTES = 1 << 16;

  private Sha256() {}

  /// The hash of a file's bytes as 64 lower-case hexadecimal digits.
  public static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = new FileInputStream(file.toFile())) {
      for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
        digest.update(buffer, 0, bytes);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The hash of a text in UTF-8 as 64 lower-case hexadecimal digits.
  public static String ofText(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// A new digest.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
