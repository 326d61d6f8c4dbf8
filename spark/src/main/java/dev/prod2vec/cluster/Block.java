package dev.prod2vec.cluster;

import dev.prod2vec.file.InputException;
import dev.prod2vec.training.RowBlock;
import dev.prod2vec.training.StateRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The content of a block's file: its rows after a round, and which of them each shard needs in the
/// next one.
///
/// @param rows all rows of the block
/// @param asked in the order of the shards
record Block(StateRows rows, List<Asked> asked) {
  /// The first bytes: a name and the version of the form.
  private static final int MAGIC = 0x50325601;

  Block {
    asked = List.copyOf(asked);
  }

  RowBlock state(int number, int blocks) {
    return RowBlock.of(number, blocks, rows);
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      byte[] own = rows.bytes();
      out.writeInt(own.length);
      out.write(own);
      out.writeInt(asked.size());
      for (Asked one : asked) {
        out.writeInt(one.shard());
        write(out, one.inputs());
        write(out, one.outputs());
      }
    }
    return bytes.toByteArray();
  }

  /// @throws InputException if another version wrote it
  static Block of(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw new InputException(
            "a block of an unfinished training was written by another version of prod2vec\nhint: remove the run's folder of unfinished files, so that training starts anew");
      }
      StateRows rows = StateRows.of(in.readNBytes(in.readInt()));
      int count = in.readInt();
      List<Asked> asked = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        asked.add(new Asked(in.readInt(), read(in), read(in)));
      }
      return new Block(rows, asked);
    }
  }

  private static void write(DataOutputStream out, int[] ints) throws IOException {
    out.writeInt(ints.length);
    for (int i : ints) {
      out.writeInt(i);
    }
  }

  private static int[] read(DataInputStream in) throws IOException {
    int[] ints = new int[in.readInt()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = in.readInt();
    }
    return ints;
  }
}
