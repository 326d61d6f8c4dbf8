package dev.prod2vec.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The numbers of a tensor that is written.
sealed interface TensorValues {
  int CHUNK_NUMBERS = 1 << 16;

  /// Numbers of any shape.
  ///
  /// @param shape lengths whose product is the number of values
  record Floats(float[] values, List<Long> shape) implements TensorValues {}

  record Ints(int[] values) implements TensorValues {}

  record Bytes(byte[] values) implements TensorValues {}

  private TensorType type() {
    return switch (this) {
      case Floats _ -> TensorType.F32;
      case Ints _ -> TensorType.I32;
      case Bytes _ -> TensorType.U8;
    };
  }

  private int length() {
    return switch (this) {
      case Floats floats -> floats.values().length;
      case Ints ints -> ints.values().length;
      case Bytes bytes -> bytes.values().length;
    };
  }

  private List<Long> dimensions() {
    return this instanceof Floats floats ? floats.shape() : List.of((long) length());
  }

  private void put(ByteBuffer buffer, int at, int numbers) {
    switch (this) {
      case Floats floats -> buffer.asFloatBuffer().put(floats.values(), at, numbers);
      case Ints ints -> buffer.asIntBuffer().put(ints.values(), at, numbers);
      case Bytes bytes -> buffer.duplicate().put(bytes.values(), at, numbers);
    }
  }

  /// Writes tensors to a new file in the safetensors format.
  ///
  /// @param metadata any texts; written in the order of their keys
  static void write(
      Path file, SequencedMap<String, TensorValues> tensors, Map<String, String> metadata)
      throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", new TreeMap<>(metadata));
    long offset = 0;
    for (Map.Entry<String, TensorValues> entry : tensors.entrySet()) {
      TensorValues tensor = entry.getValue();
      long end = offset + (long) tensor.type().bytes() * tensor.length();
      header.put(
          entry.getKey(),
          new TreeMap<>(
              Map.of(
                  "dtype", tensor.type().name(),
                  "shape", tensor.dimensions(),
                  "data_offsets", List.of(offset, end))));
      offset = end;
    }
    byte[] json = HeaderJson.write(header).getBytes(StandardCharsets.UTF_8);
    // The numbers begin at a multiple of eight, as the reference implementation aligns them.
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    head.flip();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, head);
      for (TensorValues tensor : tensors.values()) {
        tensor.write(channel);
      }
    }
  }

  private void write(FileChannel channel) throws IOException {
    int bytes = type().bytes();
    ByteBuffer buffer = ByteBuffer.allocate(bytes * CHUNK_NUMBERS).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < length(); at += CHUNK_NUMBERS) {
      int numbers = Math.min(CHUNK_NUMBERS, length() - at);
      put(buffer.clear(), at, numbers);
      writeFully(channel, buffer.limit(bytes * numbers));
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
