package dev.prod2vec.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// An open file in the safetensors format, whose tensors fill the rest of the file, one after the
/// other. Numbers are read when they are asked for.
///
/// @param tensors in the order of the file
/// @param metadata in the order of the file
/// @param start where the numbers begin, in bytes
record TensorFile(
    FileChannel channel,
    Path file,
    SequencedMap<String, Tensor> tensors,
    Map<String, String> metadata,
    long start)
    implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 100_000_000;
  private static final int CHUNK_BYTES = 1 << 18;

  /// A tensor's place in the file.
  ///
  /// @param from where its numbers begin, in bytes after the header
  /// @param to where they end
  record Tensor(TensorType type, List<Long> shape, long from, long to) {
    int length() {
      return Math.toIntExact((to - from) / type.bytes());
    }
  }

  /// @throws BrokenModelException if this is not a safetensors file
  static TensorFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return read(channel, file);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static TensorFile read(FileChannel channel, Path file) throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw broken(file, "has %s bytes, too few for a header".formatted(size));
    }
    long headerBytes = readFully(channel, file, 8).getLong();
    if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > size - 8) {
      throw broken(file, "says its header has %s bytes".formatted(headerBytes));
    }
    ByteBuffer head = readFully(channel, file, (int) headerBytes);
    Object parsed;
    try {
      parsed = HeaderJson.parse(StandardCharsets.UTF_8.decode(head).toString());
    } catch (IllegalArgumentException e) {
      throw broken(file, "has a header that is not JSON: " + e.getMessage());
    }
    if (!(parsed instanceof Map<?, ?> entries)) {
      throw broken(file, "has a header that is no JSON object");
    }
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (name.equals("__metadata__")) {
        metadata.putAll(texts(file, entry.getValue()));
      } else {
        tensors.put(name, tensor(file, name, entry.getValue()));
      }
    }
    requireFilled(file, tensors, size - 8 - headerBytes);
    return new TensorFile(channel, file, tensors, metadata, 8 + headerBytes);
  }

  private static Map<String, String> texts(Path file, Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (!(value instanceof Map<?, ?> entries)) {
      throw broken(file, "has metadata that is no JSON object");
    }
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (!(entry.getKey() instanceof String key && entry.getValue() instanceof String text)) {
        throw broken(file, "has metadata '%s' that is no text".formatted(entry.getKey()));
      }
      texts.put(key, text);
    }
    return texts;
  }

  private static Tensor tensor(Path file, String name, Object value) {
    @Nullable TensorType type =
        value instanceof Map<?, ?> tensor ? TensorType.named(tensor.get("dtype")) : null;
    if (!(value instanceof Map<?, ?> tensor) || type == null) {
      throw broken(
          file, "has a tensor '%s' that is not of float32, int32 or uint8".formatted(name));
    }
    @Nullable List<Long> shape = numbers(tensor.get("shape"));
    @Nullable List<Long> offsets = numbers(tensor.get("data_offsets"));
    if (shape == null
        || offsets == null
        || offsets.size() != 2
        || offsets.get(0) > offsets.get(1)) {
      throw broken(
          file,
          "has a tensor '%s' whose shape and data_offsets are %s and %s"
              .formatted(name, tensor.get("shape"), tensor.get("data_offsets")));
    }
    long bytes = offsets.get(1) - offsets.get(0);
    if (bytes != bytes(type, shape) || bytes / type.bytes() > Integer.MAX_VALUE - 8) {
      throw broken(file, "has a tensor '%s' of shape %s in %s bytes".formatted(name, shape, bytes));
    }
    return new Tensor(type, shape, offsets.get(0), offsets.get(1));
  }

  /// Null if this is not a list of whole numbers from 0.
  private static @Nullable List<Long> numbers(@Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    List<Long> numbers = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof Long number && number >= 0)) {
        return null;
      }
      numbers.add(number);
    }
    return numbers;
  }

  /// -1 if no file can have that many.
  private static long bytes(TensorType type, List<Long> shape) {
    try {
      long bytes = type.bytes();
      for (long length : shape) {
        bytes = Math.multiplyExact(bytes, length);
      }
      return bytes;
    } catch (ArithmeticException _) {
      return -1;
    }
  }

  /// As in the reference implementation: no gaps, no overlaps, nothing after the last tensor.
  private static void requireFilled(Path file, Map<String, Tensor> tensors, long bytes) {
    List<Map.Entry<String, Tensor>> inOrder = new ArrayList<>(tensors.entrySet());
    inOrder.sort(
        Comparator.comparingLong((Map.Entry<String, Tensor> entry) -> entry.getValue().from())
            .thenComparingLong(entry -> entry.getValue().to()));
    long end = 0;
    for (Map.Entry<String, Tensor> entry : inOrder) {
      if (entry.getValue().from() != end) {
        throw broken(
            file,
            "has a tensor '%s' that begins at byte %s, where the one before ends at byte %s"
                .formatted(entry.getKey(), entry.getValue().from(), end));
      }
      end = entry.getValue().to();
    }
    if (end > bytes) {
      throw broken(file, "is cut short: it has %s bytes of numbers of %s".formatted(bytes, end));
    }
    if (end < bytes) {
      throw broken(file, "has %s bytes after its last tensor".formatted(bytes - end));
    }
  }

  /// The numbers of a tensor of float32.
  float[] floats(String name) throws IOException {
    Tensor tensor = require(name, TensorType.F32);
    float[] values = new float[tensor.length()];
    read(tensor, (at, chunk) -> chunk.asFloatBuffer().get(values, at, chunk.remaining() / 4));
    return values;
  }

  /// The numbers of a tensor of int32.
  int[] ints(String name) throws IOException {
    Tensor tensor = require(name, TensorType.I32);
    int[] values = new int[tensor.length()];
    read(tensor, (at, chunk) -> chunk.asIntBuffer().get(values, at, chunk.remaining() / 4));
    return values;
  }

  /// The numbers of a tensor of uint8.
  byte[] bytes(String name) throws IOException {
    Tensor tensor = require(name, TensorType.U8);
    byte[] values = new byte[tensor.length()];
    read(tensor, (at, chunk) -> chunk.get(values, at, chunk.remaining()));
    return values;
  }

  private Tensor require(String name, TensorType type) {
    @Nullable Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw broken("has no tensor '%s'".formatted(name));
    } else if (tensor.type() != type) {
      throw broken("has a tensor '%s' that is not of %s".formatted(name, type.words()));
    }
    return tensor;
  }

  private interface Chunks {
    /// @param at the first number's position in the tensor
    void take(int at, ByteBuffer chunk);
  }

  private void read(Tensor tensor, Chunks chunks) throws IOException {
    channel.position(start + tensor.from());
    long bytes = tensor.to() - tensor.from();
    ByteBuffer buffer =
        ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < bytes; at += CHUNK_BYTES) {
      readFully(channel, file, buffer.clear().limit((int) Math.min(CHUNK_BYTES, bytes - at)));
      chunks.take(Math.toIntExact(at / tensor.type().bytes()), buffer.flip());
    }
  }

  private static ByteBuffer readFully(FileChannel channel, Path file, int bytes)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, file, buffer);
    return buffer.flip();
  }

  private static void readFully(FileChannel channel, Path file, ByteBuffer buffer)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw broken(file, "is cut short");
      }
    }
  }

  BrokenModelException broken(String what) {
    return broken(file, what);
  }

  private static BrokenModelException broken(Path file, String what) {
    return new BrokenModelException("%s is not a model of prod2vec: it %s".formatted(file, what));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
