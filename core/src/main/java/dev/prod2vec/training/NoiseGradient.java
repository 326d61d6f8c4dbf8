package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The gradients of a group's noise products, once those of all its parts are there: with X the
/// input rows that the noise was scored against and H the gradients of the scores, dZ = H^T X, and
/// the biases gain the sums of H's columns. A block of noise products is what one thread works on,
/// so a group may be larger than one thread's work. Stateless.
final class NoiseGradient {
  /// Noise products of a block.
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
    return batch.groups * blocksPerGroup();
  }

  private int blocksPerGroup() {
    return (m + BLOCK - 1) / BLOCK;
  }

  /// Overwrites the rows of one block of the gradients of noise, and their squares.
  void compute(Batch batch, int block) {
    int group = block / blocksPerGroup();
    int column = block % blocksPerGroup() * BLOCK;
    int count = Math.min(m - column, BLOCK);
    int width = Matrix.stride(m);
    int first = group * m + column;
    int from = batch.groupContext(group);
    int rows = batch.groupContext(group + 1) - from;
    int scores = from * width + column;
    Arrays.fill(batch.noiseOutputs, first * stride, (first + count) * stride, 0f);
    kernel.combine(
        batch.noiseScores,
        scores,
        1,
        width,
        count,
        rows,
        batch.x,
        from * stride,
        stride,
        batch.noiseOutputs,
        first * stride);
    Arrays.fill(batch.noiseBiases, first, first + count, 0f);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < count; j++) {
        batch.noiseBiases[first + j] += batch.noiseScores[scores + i * width + j];
      }
    }
    kernel.rowDots(
        batch.noiseOutputs,
        first * stride,
        batch.noiseOutputs,
        first * stride,
        count,
        stride,
        batch.noiseSquares,
        first);
  }
}
