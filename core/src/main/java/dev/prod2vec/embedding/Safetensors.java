package dev.prod2vec.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Embeddings in the safetensors format of Hugging Face: eight bytes with the header's length, the
/// header as JSON, then the numbers of each tensor, all little-endian. The tensors of an embedding
/// are `input` and `output`, float32 size x dim, and `bias`, float32 of length size; its metadata
/// says how they score a basket.
public final class Safetensors {
  /// An embedding and what was stored with it.
  ///
  /// @param others float32 tensors besides those of the embedding, in the order of the file
  /// @param metadata in the order of the file
  public record Model(
      Embedding embedding, SequencedMap<String, float[]> others, Map<String, String> metadata) {}

  /// Tensors of float32 and the texts that were stored with them.
  ///
  /// @param values each tensor's numbers, row by row, in the order of the file
  /// @param metadata in the order of the file
  public record Tensors(SequencedMap<String, float[]> values, Map<String, String> metadata) {}

  /// The tensors of an embedding.
  private static final Set<String> OWN = Set.of("input", "output", "bias");

  /// Key of the metadata that holds the [BasketScore].
  private static final String BASKET_SCORE = "basket_score";

  private static final String SCORE_POWER = "score_power";

  private Safetensors() {}

  /// Writes an embedding to a new file.
  ///
  /// @param metadata any texts; written in the order of their keys
  public static void write(Path file, Embedding embedding, Map<String, String> metadata)
      throws IOException {
    write(file, embedding, new LinkedHashMap<>(), metadata);
  }

  /// Writes an embedding and other tensors to a new file.
  ///
  /// @param others of one dimension each, by names that no tensor of the embedding has
  /// @param metadata any texts; written in the order of their keys
  public static void write(
      Path file,
      Embedding embedding,
      SequencedMap<String, float[]> others,
      Map<String, String> metadata)
      throws IOException {
    SequencedMap<String, float[]> tensors = new LinkedHashMap<>();
    tensors.put("input", embedding.input());
    tensors.put("output", embedding.output());
    tensors.put("bias", embedding.bias());
    tensors.putAll(others);
    Map<String, String> all = new TreeMap<>(metadata);
    all.put(BASKET_SCORE, embedding.basketScore().name().toLowerCase(Locale.ROOT));
    if (embedding.scorePower() != 1) {
      all.put(SCORE_POWER, Integer.toString(embedding.scorePower()));
    }
    write(
        file,
        tensors,
        name ->
            others.containsKey(name)
                ? List.of((long) values(others, name).length)
                : shape(name, embedding),
        all);
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
    SequencedMap<String, TensorValues> values = new LinkedHashMap<>();
    tensors.forEach(
        (name, floats) -> values.put(name, new TensorValues.Floats(floats, shape.apply(name))));
    TensorValues.write(file, values, metadata);
  }

  /// Reads an embedding back.
  ///
  /// @throws BrokenModelException if [#write] did not write the file, or a number in it is not
  ///   finite
  public static Model read(Path file) throws IOException {
    try (TensorFile tensors = TensorFile.open(file)) {
      return read(tensors);
    }
  }

  /// Reads all tensors back.
  ///
  /// @throws BrokenModelException if this is not a safetensors file, or a tensor is not of float32
  public static Tensors readTensors(Path file) throws IOException {
    try (TensorFile tensors = TensorFile.open(file)) {
      SequencedMap<String, float[]> values = new LinkedHashMap<>();
      for (String name : tensors.tensors().keySet()) {
        values.put(name, tensors.floats(name));
      }
      return new Tensors(values, tensors.metadata());
    }
  }

  private static Model read(TensorFile tensors) throws IOException {
    TensorFile.@Nullable Tensor input = tensors.tensors().get("input");
    if (input == null || input.shape().size() != 2 || input.shape().get(1) < 1) {
      throw tensors.broken("has no tensor 'input' of two dimensions");
    }
    List<Long> shape = input.shape();
    Embedding embedding =
        new Embedding(
            Math.toIntExact(shape.get(0)),
            Math.toIntExact(shape.get(1)),
            finite(tensors, "input", shape),
            finite(tensors, "output", shape),
            finite(tensors, "bias", List.of(shape.get(0))),
            basketScore(tensors),
            scorePower(tensors));
    SequencedMap<String, float[]> others = new LinkedHashMap<>();
    for (Map.Entry<String, TensorFile.Tensor> tensor : tensors.tensors().entrySet()) {
      if (tensor.getValue().type() == TensorType.F32 && !OWN.contains(tensor.getKey())) {
        others.put(tensor.getKey(), tensors.floats(tensor.getKey()));
      }
    }
    return new Model(embedding, others, tensors.metadata());
  }

  /// The numbers of a tensor of a given shape.
  private static float[] finite(TensorFile tensors, String name, List<Long> shape)
      throws IOException {
    TensorFile.@Nullable Tensor tensor = tensors.tensors().get(name);
    if (tensor == null || !tensor.shape().equals(shape)) {
      throw tensors.broken("has no tensor '%s' of shape %s".formatted(name, shape));
    }
    float[] values = tensors.floats(name);
    int columns = shape.size() == 2 ? Math.toIntExact(shape.get(1)) : 1;
    for (int at = 0; at < values.length; at++) {
      if (!Float.isFinite(values[at])) {
        throw tensors.broken(
            "has %s in row %s (counted from 0) of tensor '%s', where only finite numbers make sense"
                .formatted(values[at], at / columns, name));
      }
    }
    return values;
  }

  /// 1 if the file does not say so.
  private static int scorePower(TensorFile tensors) {
    String power = tensors.metadata().getOrDefault(SCORE_POWER, "1");
    if (!power.matches("[1-9][0-9]?")) {
      throw tensors.broken(
          "has a %s in its metadata that is no number from 1 to 99".formatted(SCORE_POWER));
    }
    return Integer.parseInt(power);
  }

  private static BasketScore basketScore(TensorFile tensors) {
    String name = tensors.metadata().getOrDefault(BASKET_SCORE, "");
    for (BasketScore score : BasketScore.values()) {
      if (score.name().toLowerCase(Locale.ROOT).equals(name)) {
        return score;
      }
    }
    throw tensors.broken("has no known %s in its metadata".formatted(BASKET_SCORE));
  }

  private static List<Long> shape(String name, Embedding embedding) {
    return name.equals("bias")
        ? List.of((long) embedding.size())
        : List.of((long) embedding.size(), (long) embedding.dim());
  }
}
