package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import java.util.Arrays;

/// Computes the gradients of a group's noise products, after the gradients of all its parts. With X
/// the input rows that the noise was scored against and H the gradients of the scores, dZ = H^T X,
/// and the gradients of the biases are the sums of H's columns. Threads share the work by blocks of
/// noise products. Stateless.
final class NoiseGradient {
  /// Number of noise products in a block.
  private static final int BLOCK = 64;

  private final Kernel kernel;
  private final int m;
  private final int stride;

  /// @param m noise products of a group
  NoiseGradient(Kernel kernel, int m, int stride) {
    this.kernel = kernel;
    this.m = m;
    this.stride = stride;
  }

  /// Number of blocks of a batch.
  int blocks(Batch batch) {
    return batch.groups() * blocksPerGroup();
  }

  private int blocksPerGroup() {
    return (m + BLOCK - 1) / BLOCK;
  }

  /// Overwrites the rows of one block of the gradients of noise, and their squares.
  void compute(Batch batch, Gradients gradients, int block) {
    int group = block / blocksPerGroup();
    int column = block % blocksPerGroup() * BLOCK;
    int count = Math.min(m - column, BLOCK);
    int width = gradients.noiseWidth();
    int first = batch.noiseStart(group) + column;
    int from = batch.groupContext(group);
    int rows = batch.groupContext(group + 1) - from;
    int at = from * width + column;
    float[] scores = gradients.noiseScores;
    float[] outputs = gradients.noise.values;
    float[] biases = gradients.noiseBiases;
    Arrays.fill(outputs, first * stride, (first + count) * stride, 0f);
    kernel.combine(
        scores,
        at,
        1,
        width,
        count,
        rows,
        gradients.x,
        from * stride,
        stride,
        outputs,
        first * stride);
    Arrays.fill(biases, first, first + count, 0f);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < count; j++) {
        biases[first + j] += scores[at + i * width + j];
      }
    }
    gradients.noise.square(kernel, first, first + count);
  }
}
