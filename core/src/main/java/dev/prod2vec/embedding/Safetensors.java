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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Embeddings in the safetensors format of Hugging Face: eight bytes with the header's length, the
/// header as JSON, then the numbers of each tensor, all little-endian. The tensors of an embedding
/// are `input` and `output`, float32 size x dim, and `bias`, float32 of length size; its metadata
/// says how they score a basket.
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
      for (float[] tensor : tensors.values()) {
        write(channel, tensor);
      }
    }
  }

  /// Reads an embedding back.
  ///
  /// @throws BrokenModelException if [#write] did not write the file, or a number in it is not
  ///   finite
  public static Model read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(Header.read(channel, file));
    }
  }

  /// Reads all tensors back.
  ///
  /// @throws BrokenModelException if this is not a safetensors file, or a tensor is not of float32
  public static Tensors readTensors(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Header header = Header.read(channel, file);
      SequencedMap<String, float[]> values = new LinkedHashMap<>();
      for (Map.Entry<String, Tensor> entry : header.tensors().entrySet()) {
        values.put(entry.getKey(), header.values(entry.getValue()));
      }
      return new Tensors(values, header.metadata());
    }
  }

  private static Model read(Header header) throws IOException {
    @Nullable Tensor input = header.tensors().get("input");
    if (input == null || input.shape().size() != 2 || input.shape().get(1) < 1) {
      throw broken(header.file(), "has no tensor 'input' of two dimensions");
    }
    List<Long> shape = input.shape();
    Map<String, String> metadata = header.metadata();
    Embedding embedding =
        new Embedding(
            Math.toIntExact(shape.get(0)),
            Math.toIntExact(shape.get(1)),
            finite(header, "input", shape),
            finite(header, "output", shape),
            finite(header, "bias", List.of(shape.get(0))),
            basketScore(header.file(), metadata));
    return new Model(embedding, metadata);
  }

  /// The numbers of a tensor of a given shape.
  private static float[] finite(Header header, String name, List<Long> shape) throws IOException {
    @Nullable Tensor tensor = header.tensors().get(name);
    if (tensor == null || !tensor.shape().equals(shape)) {
      throw broken(header.file(), "has no tensor '%s' of shape %s".formatted(name, shape));
    }
    float[] values = header.values(tensor);
    int columns = shape.size() == 2 ? Math.toIntExact(shape.get(1)) : 1;
    for (int at = 0; at < values.length; at++) {
      if (!Float.isFinite(values[at])) {
        throw broken(
            header.file(),
            "has %s in row %s (counted from 0) of tensor '%s', where only finite numbers make sense"
                .formatted(values[at], at / columns, name));
      }
    }
    return values;
  }

  private static BasketScore basketScore(Path file, Map<String, String> metadata) {
    String name = metadata.getOrDefault(BASKET_SCORE, "");
    for (BasketScore score : BasketScore.values()) {
      if (score.name().toLowerCase(Locale.ROOT).equals(name)) {
        return score;
      }
    }
    throw broken(file, "has no known %s in its metadata".formatted(BASKET_SCORE));
  }

  /// A tensor of float32.
  ///
  /// @param from where its numbers begin, in bytes after the header
  /// @param to where they end
  private record Tensor(List<Long> shape, long from, long to) {
    int length() {
      return Math.toIntExact((to - from) / 4);
    }
  }

  /// The header of an open file, whose tensors fill the rest of the file, one after the other.
  ///
  /// @param start where the numbers begin, in bytes
  private record Header(
      FileChannel channel,
      Path file,
      SequencedMap<String, Tensor> tensors,
      Map<String, String> metadata,
      long start) {

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
      return new Header(channel, file, tensors, metadata, 8 + headerBytes);
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
      if (!(value instanceof Map<?, ?> tensor && "F32".equals(tensor.get("dtype")))) {
        throw broken(file, "has a tensor '%s' that is not of float32".formatted(name));
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
      if (bytes != bytes(shape) || bytes / 4 > Integer.MAX_VALUE - 8) {
        throw broken(
            file, "has a tensor '%s' of shape %s in %s bytes".formatted(name, shape, bytes));
      }
      return new Tensor(shape, offsets.get(0), offsets.get(1));
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
    private static long bytes(List<Long> shape) {
      try {
        long bytes = 4;
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

    float[] values(Tensor tensor) throws IOException {
      channel.position(start + tensor.from());
      float[] values = new float[tensor.length()];
      for (int at = 0; at < values.length; at += CHUNK_FLOATS) {
        int floats = Math.min(CHUNK_FLOATS, values.length - at);
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
    return new BrokenModelException("%s is not a model of prod2vec: it %s".formatted(file, what));
  }
}
