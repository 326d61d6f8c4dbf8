package dev.prod2vec.training;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.linalg.Matrix;
import java.security.MessageDigest;
import java.util.List;

/// What a training takes over from an earlier one: the vectors, biases and accumulators of products
/// that both have. Immutable as long as nobody changes the arrays.
///
/// @param vectors of products of the earlier training
/// @param accumulators of the same products
/// @param rowOf for each product of the new training its row in them, or -1 if it is new
public record EarlierTraining(Embedding vectors, Accumulators accumulators, int[] rowOf) {
  /// @throws IllegalArgumentException if the parts have different sizes, or a row does not exist
  public EarlierTraining {
    if (accumulators.size() != vectors.size()) {
      throw new IllegalArgumentException(
          "%s vectors, but accumulators of %s products"
              .formatted(vectors.size(), accumulators.size()));
    }
    for (int row : rowOf) {
      if (row < -1 || row >= vectors.size()) {
        throw new IllegalArgumentException(
            "row %s of an earlier training with %s products".formatted(row, vectors.size()));
      }
    }
  }

  Start start() {
    TrainingState state =
        new TrainingState(
            Matrix.of(vectors.input(), vectors.size(), vectors.dim()),
            Matrix.of(vectors.output(), vectors.size(), vectors.dim()),
            accumulators.biasOffset(),
            accumulators.inputSquares(),
            accumulators.outputSquares(),
            accumulators.biasSquares());
    return new Start.From(state, rowOf);
  }

  /// Adds to a digest everything that a training takes over.
  void addTo(MessageDigest digest) {
    for (float[] floats :
        List.of(
            vectors.input(),
            vectors.output(),
            accumulators.biasOffset(),
            accumulators.inputSquares(),
            accumulators.outputSquares(),
            accumulators.biasSquares())) {
      Checkpoint.add(digest, floats.length, at -> Float.floatToRawIntBits(floats[at]));
    }
    Checkpoint.add(digest, rowOf.length, at -> rowOf[at]);
  }
}
