package dev.prod2vec.cluster;

import dev.prod2vec.file.InputException;
import dev.prod2vec.training.RowBlock;
import dev.prod2vec.training.StateRows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The content of a block's file: its rows after a round, and which of them each shard needs in the
/// next one.
///
/// @param state not changed any more
/// @param asked in the order of the shards
record Block(RowBlock state, List<Asked> asked) {
  /// The first bytes: a name and the version of the form.
  static final int MAGIC = 0x50325602;

  Block {
    asked = List.copyOf(asked);
  }

  byte[] bytes() {
    byte[] rows = state.rows().bytes();
    int ints = 2;
    for (Asked one : asked) {
      ints += 3 + one.inputs().length + one.outputs().length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(rows.length + Integer.BYTES * ints);
    bytes.putInt(MAGIC).put(rows).putInt(asked.size());
    for (Asked one : asked) {
      bytes.putInt(one.shard());
      put(bytes, one.inputs());
      put(bytes, one.outputs());
    }
    return bytes.array();
  }

  /// What [#bytes] wrote.
  ///
  /// @param number of the block
  /// @param blocks number of blocks
  /// @throws InputException if another version wrote it
  static Block of(byte[] written, int number, int blocks) {
    ByteBuffer bytes = ByteBuffer.wrap(written);
    if (bytes.getInt() != MAGIC) {
      throw new InputException(
          "a block of an unfinished training was written by another version of prod2vec\nhint: remove the run's folder of unfinished files, so that training starts anew");
    }
    RowBlock state = RowBlock.of(number, blocks, StateRows.of(bytes));
    int count = bytes.getInt();
    List<Asked> asked = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      asked.add(new Asked(bytes.getInt(), get(bytes), get(bytes)));
    }
    return new Block(state, asked);
  }

  private static void put(ByteBuffer bytes, int[] ints) {
    bytes.putInt(ints.length);
    bytes.asIntBuffer().put(ints);
    bytes.position(bytes.position() + Integer.BYTES * ints.length);
  }

  private static int[] get(ByteBuffer bytes) {
    int[] ints = new int[bytes.getInt()];
    bytes.asIntBuffer().get(ints);
    bytes.position(bytes.position() + Integer.BYTES * ints.length);
    return ints;
  }
}
