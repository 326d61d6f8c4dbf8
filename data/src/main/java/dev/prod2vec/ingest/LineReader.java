package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the lines of a UTF-8 file, plain or gzip, and reports faults with their position. A byte
/// order mark is left out; lines end in LF or CR LF.
final class LineReader implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 1 << 26;

  private final Input file;
  private final Dialect dialect;
  private final InputStream in;
  private byte[] line = new byte[1 << 13];
  private long number;

  /// @param dialect has the key that messages name
  LineReader(Input file, Dialect dialect) {
    this.file = file;
    this.dialect = dialect;
    try {
      in = new BufferedInputStream(Gzip.open(file), 1 << 16);
      in.mark(3);
      if (!Arrays.equals(in.readNBytes(3), new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf})) {
        in.reset();
      }
    } catch (IOException e) {
      throw Gzip.fault(file, e);
    }
  }

  /// The next line without its end; null after the last one.
  ///
  /// @throws InputException if the line is not UTF-8 text, holds a NUL byte or cannot be read
  @Nullable String next() {
    int length = 0;
    try {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      number++;
      while (b >= 0 && b != '\n') {
        if (length == MAX_LINE_BYTES) {
          throw new InputException(
              "%s:%s: the line is longer than %s bytes; is this a text file?"
                  .formatted(file, number, MAX_LINE_BYTES));
        }
        if (b == 0) {
          throw new InputException("%s:%s: NUL byte; UTF-8 text expected".formatted(file, number));
        }
        if (length == line.length) {
          line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = (byte) b;
        b = in.read();
      }
    } catch (IOException e) {
      throw Gzip.fault(file, e);
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InputException(
          "%s:%s: not UTF-8\nhint: %s reads it, if that is its encoding"
              .formatted(file, number, dialect.example("encoding", "windows-1252")),
          e);
    }
  }

  /// 1-based number of the line that [#next] returned last; 0 before the first.
  long number() {
    return number;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw Gzip.fault(file, e);
    }
  }
}
