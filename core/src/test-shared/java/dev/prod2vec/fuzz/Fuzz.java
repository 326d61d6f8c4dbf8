package dev.prod2vec.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Reads files that were changed at random, the same ones each time. A reader may refuse a file
/// with the exceptions that it documents, within a second of processor time and 200 MiB of memory;
/// all else is a fault. The tests of each module that has readers compile this class.
public final class Fuzz {
  private static final long MAX_NANOS = 1_000_000_000;
  private static final long MAX_BYTES = 200L << 20;

  private static final List<String> TOKENS =
      List.of(
          "null",
          "{}",
          "[]",
          "-1",
          "0",
          "2147483648",
          "4611686018427387904",
          "9223372036854775807",
          "-9223372036854775808",
          "1e309",
          "NaN",
          "true",
          "\"\"",
          "\"../../x\"",
          "\"branching\"",
          "\\ud800",
          "\"a\": ",
          "{\"a\":",
          "[[[[[[[[",
          ",",
          ":",
          "\"",
          "'",
          "\u0000",
          "\u2028",
          "\n",
          "\t",
          ";",
          "*a",
          "&a",
          "<<: ",
          "- ",
          "? ",
          "| ",
          "!!java.lang.String",
          "%TAG",
          "---",
          "...",
          "1970-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59Z");

  private Fuzz() {}

  /// What is tried.
  public interface Reader {
    void read(Path file) throws Exception;
  }

  /// Makes inputs.
  public interface Source {
    byte[] next(Random random);
  }

  /// Reads as many inputs.
  ///
  /// @param file where each input is written to
  /// @param documented what may be thrown
  public static void check(
      int inputs, Path file, Source source, List<Class<?>> documented, Reader reader)
      throws Exception {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Random random = new Random(1);
    int refused = 0;
    for (int number = 0; number < inputs; number++) {
      byte[] input = source.next(random);
      // Writing over a file waits for the disk in some file systems.
      Files.deleteIfExists(file);
      Files.write(file, input);
      long bytes = thread.getCurrentThreadAllocatedBytes();
      long nanos = thread.getCurrentThreadCpuTime();
      try {
        reader.read(file);
      } catch (Throwable thrown) {
        refused++;
        if (documented.stream().noneMatch(type -> type.isInstance(thrown))) {
          throw new AssertionError(
              "input %d of %s: %s".formatted(number, file.getFileName(), shown(input)), thrown);
        }
        assertThat(thrown).as("input %d: %s", number, shown(input)).message().isNotBlank();
      }
      nanos = thread.getCurrentThreadCpuTime() - nanos;
      bytes = thread.getCurrentThreadAllocatedBytes() - bytes;
      assertThat(nanos)
          .as("nanoseconds of input %d: %s", number, shown(input))
          .isLessThan(MAX_NANOS);
      assertThat(bytes).as("bytes of input %d: %s", number, shown(input)).isLessThan(MAX_BYTES);
    }
    System.out.printf("%s: %d inputs, %d refused%n", file.getFileName(), inputs, refused);
    // Where all are refused, or none, the reader was hardly tried.
    assertThat(refused).isBetween(inputs / 20, inputs - 1);
  }

  /// The start of an input, as a text of one byte per character.
  private static String shown(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    return text.length() <= 3000 ? text : text.substring(0, 3000) + "...";
  }

  /// A changed copy: bits flipped, parts cut, repeated, put in, whole values replaced.
  public static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed;
    // Mostly one: what has many changes is refused for the first.
    int changes = random.nextInt(4) > 0 ? 1 : 2 + random.nextInt(3);
    for (int change = 0; change < changes; change++) {
      int length = bytes.length;
      int at = random.nextInt(length + 1);
      int end = Math.min(length, at + random.nextInt(60));
      bytes =
          switch (random.nextInt(9)) {
            case 0 -> flipped(bytes, random);
            case 1 ->
                spliced(
                    bytes, at, new byte[] {(byte) random.nextInt(256)}, Math.min(length, at + 1));
            case 2 -> spliced(bytes, at, new byte[0], length);
            case 3 -> spliced(bytes, at, new byte[0], end);
            case 4 -> spliced(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
            case 5 -> spliced(bytes, at, token(random), at);
            case 6, 7 -> withValue(bytes, random);
            default -> withNumber(bytes, random);
          };
    }
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] copy = bytes.clone();
    if (copy.length > 0) {
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  /// With something in place of a part.
  private static byte[] spliced(byte[] bytes, int from, byte[] what, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(what);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  /// With another value after one of the first separators.
  private static byte[] withValue(byte[] bytes, Random random) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at < Math.min(text.length(), 20_000); at++) {
      if (":,[;".indexOf(text.charAt(at)) >= 0) {
        starts.add(at + 1);
      }
    }
    if (starts.isEmpty()) {
      return bytes;
    }
    int start = starts.get(random.nextInt(starts.size()));
    int end = start;
    while (end < text.length() && ",]};\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return spliced(bytes, start, token(random), end);
  }

  private static byte[] token(Random random) {
    String token =
        random.nextInt(4) == 0
            ? Long.toString(random.nextBoolean() ? random.nextLong() : random.nextInt(1 << 20))
            : TOKENS.get(random.nextInt(TOKENS.size()));
    return token.getBytes(StandardCharsets.UTF_8);
  }

  /// With eight bytes that are another number.
  private static byte[] withNumber(byte[] bytes, Random random) {
    if (bytes.length < 8) {
      return bytes;
    }
    byte[] copy = bytes.clone();
    ByteBuffer.wrap(copy)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(
            random.nextInt(bytes.length - 7),
            random.nextBoolean() ? random.nextLong() : 1L << random.nextInt(63));
    return copy;
  }
}
