package dev.prod2vec.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a training has learned besides the vectors, so that a later one can take it over: how far
/// it moved the biases from where they started, which the counts of the products decide, and the
/// sums of squares of [AdaGrad], which make the steps of products with many purchases small. One
/// number per product each; the arrays are not copied.
///
/// @param biasOffset the bias less the one that the training started with
/// @param inputSquares of input rows
/// @param outputSquares of output rows
/// @param biasSquares of biases
public record Accumulators(
    float[] biasOffset, float[] inputSquares, float[] outputSquares, float[] biasSquares) {
  /// @throws IllegalArgumentException if the arrays have different lengths
  public Accumulators {
    if (inputSquares.length != biasOffset.length
        || outputSquares.length != biasOffset.length
        || biasSquares.length != biasOffset.length) {
      throw new IllegalArgumentException(
          "%s biases, but %s, %s and %s accumulators"
              .formatted(
                  biasOffset.length,
                  inputSquares.length,
                  outputSquares.length,
                  biasSquares.length));
    }
  }

  /// Number of products.
  public int size() {
    return biasOffset.length;
  }

  /// As tensors of a file, by their names there; the record's own arrays.
  public SequencedMap<String, float[]> tensors() {
    SequencedMap<String, float[]> tensors = new LinkedHashMap<>();
    tensors.put("bias_offset", biasOffset);
    tensors.put("input_squares", inputSquares);
    tensors.put("output_squares", outputSquares);
    tensors.put("bias_squares", biasSquares);
    return tensors;
  }

  /// What [#tensors] gave.
  ///
  /// @return empty if a tensor is missing or has another length than the first
  public static Optional<Accumulators> of(Map<String, float[]> tensors) {
    float @Nullable [] offset = tensors.get("bias_offset");
    if (offset == null) {
      return Optional.empty();
    }
    Accumulators found = zeros(offset.length);
    for (Map.Entry<String, float[]> own : found.tensors().entrySet()) {
      float @Nullable [] values = tensors.get(own.getKey());
      if (values == null || values.length != offset.length) {
        return Optional.empty();
      }
      System.arraycopy(values, 0, own.getValue(), 0, offset.length);
    }
    return Optional.of(found);
  }

  /// A copy of some products.
  ///
  /// @param products their indexes, in the order of the copy; -1: zeros
  public Accumulators choose(int[] products) {
    Accumulators chosen = zeros(products.length);
    for (int i = 0; i < products.length; i++) {
      if (products[i] < 0) {
        continue;
      }
      chosen.biasOffset[i] = biasOffset[products[i]];
      chosen.inputSquares[i] = inputSquares[products[i]];
      chosen.outputSquares[i] = outputSquares[products[i]];
      chosen.biasSquares[i] = biasSquares[products[i]];
    }
    return chosen;
  }

  private static Accumulators zeros(int size) {
    return new Accumulators(new float[size], new float[size], new float[size], new float[size]);
  }
}
