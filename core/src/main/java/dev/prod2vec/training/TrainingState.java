package dev.prod2vec.training;

import dev.prod2vec.embedding.BrokenModelException;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.linalg.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Everything that a training changes: two vectors and a bias per product, and an accumulator of
/// [AdaGrad] for each. A [Start] makes the first one; checkpoints store it; states that were
/// trained on shards of the baskets are merged.
///
/// @param input one row per product
/// @param output one row per product
/// @param bias one per product
/// @param inputSquares one per input row
/// @param outputSquares one per output row
/// @param biasSquares one per bias
record TrainingState(
    Matrix input,
    Matrix output,
    float[] bias,
    float[] inputSquares,
    float[] outputSquares,
    float[] biasSquares) {
  private static final String DIM = "dim";

  /// Zeros.
  static TrainingState zeros(int size, int dim) {
    return new TrainingState(
        Matrix.zeros(size, dim),
        Matrix.zeros(size, dim),
        new float[size],
        new float[size],
        new float[size],
        new float[size]);
  }

  /// Number of products.
  int size() {
    return bias.length;
  }

  /// Numbers per vector.
  int dim() {
    return input.dim();
  }

  /// A copy that shares nothing.
  TrainingState copy() {
    return new TrainingState(
        input.copy(),
        output.copy(),
        bias.clone(),
        inputSquares.clone(),
        outputSquares.clone(),
        biasSquares.clone());
  }

  /// The vectors that were learned.
  ///
  /// @param counts purchases of each product
  Embedding embedding(long[] counts, TrainingConfig config) {
    ObjectiveStrategy objective = config.objective().strategy();
    return new Embedding(
        size(),
        dim(),
        input.dense(),
        output.dense(),
        objective.finalBias(bias, counts, config),
        objective.basketScore(),
        config.scorePower());
  }

  /// What was learned besides the vectors; shares nothing.
  ///
  /// @param counts purchases of each product
  Accumulators accumulators(long[] counts, TrainingConfig config) {
    float[] start = config.objective().strategy().startBias(counts, config);
    float[] offset = new float[start.length];
    for (int product = 0; product < offset.length; product++) {
      offset[product] = bias[product] - start[product];
    }
    return new Accumulators(
        offset, inputSquares.clone(), outputSquares.clone(), biasSquares.clone());
  }

  /// The larger root mean square of the numbers of the two vectors.
  double rootMeanSquare() {
    return Math.max(rootMeanSquare(input.values()), rootMeanSquare(output.values()));
  }

  private static double rootMeanSquare(float[] values) {
    double squares = 0;
    for (float x : values) {
      squares += (double) x * x;
    }
    return Math.sqrt(squares / values.length);
  }

  /// Writes it to a new safetensors file.
  void write(Path file) throws IOException {
    Safetensors.writeTensors(file, tensors(""), Map.of(DIM, Integer.toString(dim())));
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws BrokenModelException if the file is no safetensors file
  /// @throws IllegalArgumentException if it holds no training state
  static TrainingState read(Path file) throws IOException {
    Safetensors.Tensors tensors = Safetensors.readTensors(file);
    float @Nullable [] bias = tensors.values().get("bias");
    String dim = tensors.metadata().getOrDefault(DIM, "");
    if (bias == null || !dim.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "%s: is no training state: it has no tensor 'bias' or no dim".formatted(file));
    }
    return of(tensors.values(), "", bias.length, Integer.parseInt(dim));
  }

  /// The state as the tensors of a file.
  ///
  /// @param prefix of the tensors' names
  /// @return the state's own arrays
  SequencedMap<String, float[]> tensors(String prefix) {
    SequencedMap<String, float[]> tensors = new LinkedHashMap<>();
    tensors.put(prefix + "input", input.values());
    tensors.put(prefix + "output", output.values());
    tensors.put(prefix + "bias", bias);
    tensors.put(prefix + "input_squares", inputSquares);
    tensors.put(prefix + "output_squares", outputSquares);
    tensors.put(prefix + "bias_squares", biasSquares);
    return tensors;
  }

  /// The state of a file's tensors.
  ///
  /// @param tensors has at least the tensors of [#tensors]; not kept
  /// @throws IllegalArgumentException if a tensor is missing or has another length
  static TrainingState of(Map<String, float[]> tensors, String prefix, int size, int dim) {
    TrainingState state = zeros(size, dim);
    state
        .tensors(prefix)
        .forEach((name, values) -> {
          float @Nullable [] found = tensors.get(name);
          if (found == null || found.length != values.length) {
            throw new IllegalArgumentException(
                "it has no tensor '%s' of %s numbers".formatted(name, values.length));
          }
          System.arraycopy(found, 0, values, 0, values.length);
        });
    return state;
  }
}
