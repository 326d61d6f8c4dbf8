package dev.prod2vec.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Sends rows to a table of PostgreSQL in the [binary format of
/// COPY](https://www.postgresql.org/docs/current/sql-copy.html). Fields follow one another in the
/// order of the columns.
final class BinaryCopy implements AutoCloseable {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int REAL_TYPE = 700;
  private static final byte JSONB_VERSION = 1;

  private final CopyIn copy;
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  /// @param target the text after `COPY`: the table and its columns
  BinaryCopy(Connection connection, String target) throws SQLException {
    copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY %s FROM STDIN (FORMAT binary)".formatted(target));
    buffer.put(SIGNATURE).putInt(0).putInt(0);
  }

  /// Begins a row.
  BinaryCopy row(int fields) throws SQLException {
    room(Short.BYTES).putShort((short) fields);
    return this;
  }

  BinaryCopy integer(int value) throws SQLException {
    room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
    return this;
  }

  BinaryCopy bigint(long value) throws SQLException {
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    return this;
  }

  BinaryCopy real(float value) throws SQLException {
    room(2 * Integer.BYTES).putInt(Float.BYTES).putFloat(value);
    return this;
  }

  BinaryCopy text(String value) throws SQLException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    return this;
  }

  BinaryCopy jsonb(String value) throws SQLException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + 1 + bytes.length).putInt(1 + bytes.length).put(JSONB_VERSION).put(bytes);
    return this;
  }

  /// A `vector` of pgvector: its length as 16 bits, 16 bits unused, then its numbers.
  BinaryCopy vector(float[] values, int start, int dim) throws SQLException {
    int bytes = 2 * Short.BYTES + dim * Float.BYTES;
    ByteBuffer field = room(Integer.BYTES + bytes);
    field.putInt(bytes).putShort((short) dim).putShort((short) 0);
    for (int at = start; at < start + dim; at++) {
      field.putFloat(values[at]);
    }
    return this;
  }

  /// A `real[]`: one dimension, no nulls, the type of its elements, its length, the first index,
  /// then each element after its size.
  BinaryCopy reals(float[] values, int start, int dim) throws SQLException {
    int bytes = 5 * Integer.BYTES + dim * (Integer.BYTES + Float.BYTES);
    ByteBuffer field = room(Integer.BYTES + bytes);
    field.putInt(bytes).putInt(1).putInt(0).putInt(REAL_TYPE).putInt(dim).putInt(1);
    for (int at = start; at < start + dim; at++) {
      field.putInt(Float.BYTES).putFloat(values[at]);
    }
    return this;
  }

  /// Ends the rows. Without it, no row is kept.
  void end() throws SQLException {
    room(Short.BYTES).putShort((short) -1);
    flush();
    copy.endCopy();
  }

  @Override
  public void close() throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }

  /// The buffer, with room for that many more bytes.
  private ByteBuffer room(int bytes) throws SQLException {
    if (buffer.remaining() < bytes) {
      flush();
      if (buffer.capacity() < bytes) {
        buffer = ByteBuffer.allocate(bytes);
      }
    }
    return buffer;
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
