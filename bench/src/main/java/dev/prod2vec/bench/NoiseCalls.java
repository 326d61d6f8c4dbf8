package dev.prod2vec.bench;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The matrix products of a group's contexts with its noise, as `NoiseChunks` and `ContextBlocks`
/// of the trainer call the kernel: R = X Z^T, dZ = H^T X and dX = H Z, where R stands for H. Calls
/// write what later calls read. Threads may share it as long as each has other blocks or chunks.
final class NoiseCalls {
  private final Kernel kernel = Kernel.best();
  private final int dim;
  private final int stride;
  private final int noise;
  private final int blocks;
  private final float[] z;
  private final float[] zPanels;
  private final float[] x;
  private final float[] xPanels;
  private final float[] scores;
  private final float[] dx;
  private final float[] dz;

  /// @param noise noise products of the group, M
  /// @param blocks most blocks of contexts of a group
  NoiseCalls(int dim, int noise, int blocks) {
    this.dim = dim;
    this.noise = noise;
    this.blocks = blocks;
    int rows = chunks(noise) * BLOCK;
    stride = Matrix.stride(dim);
    z = Rows.random(rows * stride, 1);
    zPanels = new float[rows * stride];
    x = Rows.random(blocks * BLOCK * stride, 2);
    xPanels = new float[blocks * BLOCK * stride];
    scores = new float[blocks * BLOCK * rows];
    dx = new float[blocks * BLOCK * stride];
    dz = new float[rows * stride];
  }

  /// The output vectors of a chunk as the columns of panels, of which each thread has its own.
  static final class Columns {
    private final float[] values;

    Columns(int dim) {
      values = new float[BLOCK * dim];
    }
  }

  /// Number of chunks of M noise products.
  static int chunks(int noise) {
    return Math.ceilDiv(noise, BLOCK);
  }

  private int count(int chunk) {
    return Math.min(BLOCK, noise - chunk * BLOCK);
  }

  private int start(int chunk, int row) {
    return (chunk * blocks * BLOCK + row) * BLOCK;
  }

  /// Packs the vectors of a block.
  void packContexts(int block, int size) {
    int at = block * BLOCK * stride;
    kernel.pack(x, at, size, stride, xPanels, at, BLOCK);
  }

  /// Packs the vectors of a chunk.
  void packNoise(Columns columns, int chunk) {
    int at = chunk * BLOCK * stride;
    kernel.pack(z, at, count(chunk), stride, zPanels, at, BLOCK);
    kernel.packTransposed(z, at, count(chunk), stride, dim, columns.values, 0);
  }

  /// R = X Z^T of a chunk, for all distinct contexts.
  float[] scores(Columns columns, int chunk, int distinct) {
    int start = start(chunk, 0);
    Arrays.fill(scores, start, start + distinct * BLOCK, 0f);
    kernel.productWithColumns(
        x,
        0,
        stride,
        distinct,
        dim,
        columns.values,
        0,
        Matrix.stride(count(chunk)),
        scores,
        start,
        BLOCK);
    return scores;
  }

  /// dZ = H^T X of a chunk, over the blocks of all distinct contexts.
  float[] noiseGradient(int chunk, int distinct) {
    int out = chunk * BLOCK * stride;
    Arrays.fill(dz, out, out + count(chunk) * stride, 0f);
    for (int column = 0; column < stride; column += kernel.panel()) {
      for (int first = 0; first < distinct; first += BLOCK) {
        kernel.transposedProduct(
            scores,
            start(chunk, first),
            count(chunk),
            Math.min(BLOCK, distinct - first),
            xPanels,
            first * stride + column * BLOCK,
            dz,
            out + column,
            stride);
      }
    }
    return dz;
  }

  /// dX = H Z of a block, over all chunks.
  float[] contextGradient(int block, int size) {
    int out = block * BLOCK * stride;
    Arrays.fill(dx, out, out + size * stride, 0f);
    for (int chunk = 0; chunk < chunks(noise); chunk++) {
      for (int column = 0; column < stride; column += kernel.panel()) {
        kernel.product(
            scores,
            start(chunk, block * BLOCK),
            BLOCK,
            size,
            count(chunk),
            zPanels,
            (chunk * stride + column) * BLOCK,
            dx,
            out + column,
            stride);
      }
    }
    return dx;
  }
}
