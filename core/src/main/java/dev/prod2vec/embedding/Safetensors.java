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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Embeddings in the safetensors format of Hugging Face: eight bytes with the header's length, the
/// header as JSON, then the numbers of each tensor, all little-endian. The tensors of an embedding
/// are `input` and `output`, float32 [size, dim], and `bias`, float32 [size]; its metadata says how
/// a basket's score is made of them.
public final class Safetensors {
  private static final int MAX_HEADER_BYTES = 100_000_000;
  private static final int CHUNK_FLOATS = 1 << 16;

  /// An embedding and the texts that were stored with it.
  ///
  /// @param metadata in the order of the file
  public record Model(Embedding embedding, Map<String, String> metadata) {}

  /// Tensors of float32 and the texts that were stored with them.
  ///
  /// @param values each tensor's numbers, row by row, in the order of the file
  /// @param metadata in the order of the file
  public record Tensors(SequencedMap<String, float[]> values, Map<String, String> metadata) {}

  /// Key of the metadata that holds the [BasketScore].
  private static final String BASKET_SCORE = "basket_score";

  private Safetensors() {}

  /// Writes an embedding to a new file.
  ///
  /// @param metadata any texts; written in the order of their keys
  public static void write(Path file, Embedding embedding, Map<String, String> metadata)
      throws IOException {
    SequencedMap<String, float[]> tensors = new LinkedHashMap<>();
    tensors.put("input", embedding.input());
    tensors.put("output", embedding.output());
    tensors.put("bias", embedding.bias());
    Map<String, String> all = new TreeMap<>(metadata);
    all.put(BASKET_SCORE, embedding.basketScore().name().toLowerCase(Locale.ROOT));
    write(file, tensors, name -> shape(name, embedding), all);
  }

  /// Writes tensors of one dimension to a new file.
  ///
  /// @param metadata any texts; written in the order of their keys
  public static void writeTensors(
      Path file, SequencedMap<String, float[]> tensors, Map<String, String> metadata)
      throws IOException {
    write(file, tensors, name -> List.of((long) values(tensors, name).length), metadata);
  }

  private static float[] values(Map<String, float[]> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name));
  }

  private static void write(
      Path file,
      SequencedMap<String, float[]> tensors,
      Function<String, List<Long>> shape,
      Map<String, String> metadata)
      throws IOException {
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
                  "shape", shape.apply(tensor.getKey()),
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
      return read(Header.read(channel, file));
    }
  }

  /// Reads all tensors of float32 back.
  ///
  /// @throws BrokenModelException if the file is no safetensors file
  public static Tensors readTensors(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Header header = Header.read(channel, file);
      SequencedMap<String, float[]> tensors = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : header.entries().entrySet()) {
        if (entry.getValue() instanceof Map<?, ?> tensor
            && tensor.get("data_offsets") instanceof List<?> offsets
            && offsets.size() == 2
            && offsets.get(0) instanceof Long from
            && offsets.get(1) instanceof Long to
            && (to - from) / 4 <= Integer.MAX_VALUE - 8) {
          String name = String.valueOf(entry.getKey());
          tensors.put(name, header.tensor(name, (int) ((to - from) / 4)));
        }
      }
      return new Tensors(tensors, header.metadata());
    }
  }

  private static Model read(Header header) throws IOException {
    if (!(header.entries().get("input") instanceof Map<?, ?> input
        && input.get("shape") instanceof List<?> shape
        && shape.size() == 2
        && shape.get(0) instanceof Long size
        && shape.get(1) instanceof Long dim
        && size >= 0
        && dim >= 1
        && size * dim <= Integer.MAX_VALUE)) {
      throw broken(header.file(), "has no tensor 'input' of two dimensions");
    }
    int rows = Math.toIntExact(size);
    int cols = Math.toIntExact(dim);
    Map<String, String> metadata = header.metadata();
    Embedding embedding =
        new Embedding(
            rows,
            cols,
            header.tensor("input", rows * cols),
            header.tensor("output", rows * cols),
            header.tensor("bias", rows),
            basketScore(header.file(), metadata));
    return new Model(embedding, metadata);
  }

  private static BasketScore basketScore(Path file, Map<String, String> metadata) {
    String name = metadata.getOrDefault(BASKET_SCORE, "");
    for (BasketScore score : BasketScore.values()) {
      if (score.name().toLowerCase(Locale.ROOT).equals(name)) {
        return score;
      }
    }
    throw broken(file, "has no %s that is known in its metadata".formatted(BASKET_SCORE));
  }

  /// The header of an open file.
  ///
  /// @param entries by tensor name, and `__metadata__`
  /// @param start where the numbers begin, in bytes
  /// @param size of the file, in bytes
  private record Header(FileChannel channel, Path file, Map<?, ?> entries, long start, long size) {

    static Header read(FileChannel channel, Path file) throws IOException {
      long size = channel.size();
      if (size < 8) {
        throw broken(file, "has %s bytes, too few for a header".formatted(size));
      }
      long headerBytes = readFully(channel, file, 8).getLong();
      if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES || headerBytes > size - 8) {
        throw broken(file, "says its header has %s bytes".formatted(headerBytes));
      }
      ByteBuffer head = readFully(channel, file, (int) headerBytes);
      try {
        Map<?, ?> entries = (Map<?, ?>) Json.parse(StandardCharsets.UTF_8.decode(head).toString());
        return new Header(channel, file, entries, 8 + headerBytes, size);
      } catch (IllegalArgumentException | ClassCastException e) {
        throw broken(file, "has a header that is not JSON: " + e.getMessage());
      }
    }

    Map<String, String> metadata() {
      Map<String, String> metadata = new LinkedHashMap<>();
      if (entries.get("__metadata__") instanceof Map<?, ?> texts) {
        texts.forEach((key, text) -> metadata.put(String.valueOf(key), String.valueOf(text)));
      }
      return metadata;
    }

    float[] tensor(String name, int length) throws IOException {
      if (!(entries.get(name) instanceof Map<?, ?> tensor
          && "F32".equals(tensor.get("dtype"))
          && tensor.get("data_offsets") instanceof List<?> offsets
          && offsets.size() == 2
          && offsets.get(0) instanceof Long from
          && offsets.get(1) instanceof Long to
          && from >= 0
          && to - from == 4L * length)) {
        throw broken(file, "has no tensor '%s' of %s float32 numbers".formatted(name, length));
      }
      if (start + to > size) {
        throw broken(
            file, "is cut short: it has %s bytes of %s or more".formatted(size, start + to));
      }
      channel.position(start + from);
      float[] values = new float[length];
      for (int at = 0; at < length; at += CHUNK_FLOATS) {
        int floats = Math.min(CHUNK_FLOATS, length - at);
        readFully(channel, file, 4 * floats).asFloatBuffer().get(values, at, floats);
      }
      return values;
    }
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
