package dev.prod2vec.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Embeddings in the safetensors format of Hugging Face: eight bytes with the header's length, the
/// header as JSON, then the numbers of each tensor, all little-endian. The tensors are `input` and
/// `output`, float32 [size, dim], and `bias`, float32 [size].
public final class Safetensors {
  private static final int MAX_HEADER_BYTES = 100_000_000;
  private static final int CHUNK_FLOATS = 1 << 16;

  /// An embedding and the texts that were stored with it.
  ///
  /// @param metadata in the order of the file
  public record Model(Embedding embedding, Map<String, String> metadata) {}

  private Safetensors() {}

  /// Writes an embedding to a new file.
  ///
  /// @param metadata any texts; written in the order of their keys
  public static void write(Path file, Embedding embedding, Map<String, String> metadata)
      throws IOException {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    tensors.put("input", embedding.input());
    tensors.put("output", embedding.output());
    tensors.put("bias", embedding.bias());
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", new TreeMap<>(metadata));
    long offset = 0;
    for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
      long end = offset + 4L * tensor.getValue().length;
      header.put(
          tensor.getKey(),
          new TreeMap<>(
              Map.of(
                  "dtype", "F32",
                  "shape", shape(tensor.getKey(), embedding),
                  "data_offsets", List.of(offset, end))));
      offset = end;
    }
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
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
      for (float[] tensor : tensors.values()) {
        write(channel, tensor);
      }
    }
  }

  /// Reads an embedding back.
  ///
  /// @throws BrokenModelException if the file is not what [#write] writes
  public static Model read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = Files.size(file);
      if (size < 8) {
        throw broken(file, "has %d bytes, too few for a header".formatted(size));
      }
      long headerBytes = readFully(channel, file, 8).getLong();
      if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > size - 8) {
        throw broken(file, "says its header has %d bytes".formatted(headerBytes));
      }
      ByteBuffer head = readFully(channel, file, (int) headerBytes);
      Map<?, ?> header;
      try {
        header = (Map<?, ?>) Json.parse(StandardCharsets.UTF_8.decode(head).toString());
      } catch (IllegalArgumentException | ClassCastException e) {
        throw broken(file, "has a header that is not JSON: " + e.getMessage());
      }
      return read(channel, file, header, 8 + headerBytes, size);
    }
  }

  private static Model read(
      FileChannel channel, Path file, Map<?, ?> header, long start, long fileSize)
      throws IOException {
    if (!(header.get("input") instanceof Map<?, ?> input
        && input.get("shape") instanceof List<?> shape
        && shape.size() == 2
        && shape.get(0) instanceof Long size
        && shape.get(1) instanceof Long dim
        && size >= 0
        && dim >= 1
        && size * dim <= Integer.MAX_VALUE)) {
      throw broken(file, "has no tensor 'input' of two dimensions");
    }
    int rows = Math.toIntExact(size);
    int cols = Math.toIntExact(dim);
    Embedding embedding =
        new Embedding(
            rows,
            cols,
            tensor(channel, file, header, "input", start, fileSize, rows * cols),
            tensor(channel, file, header, "output", start, fileSize, rows * cols),
            tensor(channel, file, header, "bias", start, fileSize, rows));
    Map<String, String> metadata = new LinkedHashMap<>();
    if (header.get("__metadata__") instanceof Map<?, ?> texts) {
      texts.forEach((key, text) -> metadata.put(String.valueOf(key), String.valueOf(text)));
    }
    return new Model(embedding, metadata);
  }

  private static float[] tensor(
      FileChannel channel,
      Path file,
      Map<?, ?> header,
      String name,
      long start,
      long fileSize,
      int length)
      throws IOException {
    if (!(header.get(name) instanceof Map<?, ?> tensor
        && "F32".equals(tensor.get("dtype"))
        && tensor.get("data_offsets") instanceof List<?> offsets
        && offsets.size() == 2
        && offsets.get(0) instanceof Long from
        && offsets.get(1) instanceof Long to
        && from >= 0
        && to - from == 4L * length)) {
      throw broken(file, "has no tensor '%s' of %d float32 numbers".formatted(name, length));
    }
    if (start + to > fileSize) {
      throw broken(
          file, "is cut short: it has %d bytes of %d or more".formatted(fileSize, start + to));
    }
    channel.position(start + from);
    float[] values = new float[length];
    for (int at = 0; at < length; at += CHUNK_FLOATS) {
      int floats = Math.min(CHUNK_FLOATS, length - at);
      readFully(channel, file, 4 * floats).asFloatBuffer().get(values, at, floats);
    }
    return values;
  }

  private static List<Long> shape(String name, Embedding embedding) {
    return name.equals("bias")
        ? List.of((long) embedding.size())
        : List.of((long) embedding.size(), (long) embedding.dim());
  }

  private static void write(FileChannel channel, float[] values) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4 * CHUNK_FLOATS).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < values.length; at += CHUNK_FLOATS) {
      int floats = Math.min(CHUNK_FLOATS, values.length - at);
      buffer.clear();
      buffer.asFloatBuffer().put(values, at, floats);
      writeFully(channel, buffer.limit(4 * floats));
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static ByteBuffer readFully(FileChannel channel, Path file, int bytes)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw broken(file, "is cut short");
      }
    }
    return buffer.flip();
  }

  private static BrokenModelException broken(Path file, String what) {
    return new BrokenModelException("%s is no model of prod2vec: it %s".formatted(file, what));
  }
}
