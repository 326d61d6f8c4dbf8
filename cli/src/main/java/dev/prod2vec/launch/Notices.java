package dev.prod2vec.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Drops lines that the virtual machine prints at each start and that cannot be turned off. All
/// else passes at once, also a line that does not end.
final class Notices {
  private static final List<byte[]> DROPPED =
      Stream.of(
              "WARNING: Using incubator modules: jdk.incubator.vector\n",
              // Spark opens a package that JDK 25 no longer has.
              "WARNING: package sun.security.action not in java.base\n")
          .map(line -> line.getBytes(StandardCharsets.US_ASCII))
          .toList();

  private static final int BLOCK = 8192;

  private final OutputStream to;

  /// The line so far, as long as it may be one that is dropped.
  private final byte[] held = new byte[longest()];

  private int length;
  private boolean isOpen = true;

  private Notices(OutputStream to) {
    this.to = to;
  }

  /// Passes all that comes, until the stream ends.
  static void drop(InputStream from, OutputStream to) throws IOException {
    Notices notices = new Notices(to);
    byte[] block = new byte[BLOCK];
    for (int count = from.read(block); count >= 0; count = from.read(block)) {
      for (int i = 0; i < count; i++) {
        notices.pass(block[i]);
      }
      to.flush();
    }
    notices.release();
    to.flush();
  }

  private void pass(byte b) throws IOException {
    if (!isOpen) {
      to.write(b);
      isOpen = b == '\n';
      return;
    }
    held[length++] = b;
    if (DROPPED.stream().anyMatch(line -> line.length == length && begins(line))) {
      length = 0;
    } else if (DROPPED.stream().noneMatch(this::begins)) {
      isOpen = b == '\n';
      release();
    }
  }

  private boolean begins(byte[] line) {
    return length <= line.length && Arrays.equals(held, 0, length, line, 0, length);
  }

  private void release() throws IOException {
    to.write(held, 0, length);
    length = 0;
  }

  private static int longest() {
    return DROPPED.stream().mapToInt(line -> line.length).max().orElse(0) + 1;
  }
}
