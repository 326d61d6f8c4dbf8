package dev.prod2vec.bench;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The matrix products of a group's blocks with its noise, as `ContextBlocks` and `NoiseRows` of
/// the trainer call the kernel: R = Z X^T, dX = F^T Z and dZ = F X, where R stands for F. Calls
/// write what later calls read. Threads may share it as long as each has other blocks or chunks.
final class NoiseCalls {
  /// Noise products that one thread packs, or whose gradients it computes, at a time.
  static final int CHUNK = 64;

  /// Noise products that are added to dX at a time.
  private static final int DEPTH = 128;

  private final Kernel kernel = Kernel.best();
  private final int dim;
  private final int stride;
  private final int noise;
  private final float[] z;
  private final float[] zPanels;
  private final float[] xPanels;
  private final float[] scores;
  private final float[] dx;
  private final float[] dz;

  /// @param noise noise products of the group, M
  /// @param blocks most blocks of a group
  NoiseCalls(int dim, int noise, int blocks) {
    this.dim = dim;
    this.noise = noise;
    stride = Matrix.stride(dim);
    z = Rows.random(noise * stride, 1);
    zPanels = new float[noise * stride];
    xPanels = new float[blocks * BLOCK * stride];
    scores = new float[blocks * BLOCK * noise];
    dx = new float[blocks * BLOCK * stride];
    dz = new float[noise * stride];
  }

  /// The input vectors of a block, which one thread reads at a time: as rows, and as the columns of
  /// panels.
  static final class Context {
    private final float[] rows;
    private final float[] columns;

    Context(int dim) {
      rows = Rows.random(BLOCK * Matrix.stride(dim), 2);
      columns = new float[BLOCK * dim];
    }
  }

  /// Number of chunks of M noise products.
  static int chunks(int noise) {
    return (noise + CHUNK - 1) / CHUNK;
  }

  private int count(int chunk) {
    return Math.min(CHUNK, noise - chunk * CHUNK);
  }

  /// Packs the vectors of a chunk.
  void packNoise(int chunk) {
    int from = chunk * CHUNK;
    kernel.pack(z, from * stride, count(chunk), stride, zPanels, from * kernel.panel(), noise);
  }

  /// Packs the vectors of a block.
  void pack(Context context, int block, int size) {
    kernel.pack(context.rows, 0, size, stride, xPanels, block * BLOCK * stride, BLOCK);
    kernel.packTransposed(context.rows, 0, size, stride, dim, context.columns, 0);
  }

  /// R = Z X^T.
  float[] scores(Context context, int block, int size) {
    int start = block * BLOCK * noise;
    int computed = Matrix.stride(size);
    for (int m = 0; m < noise; m++) {
      int at = start + m * BLOCK;
      Arrays.fill(scores, at, at + computed, 0f);
    }
    for (int column = 0; column < size; column += kernel.panel()) {
      kernel.product(
          z, 0, stride, noise, dim, context.columns, column * dim, scores, start + column, BLOCK);
    }
    return scores;
  }

  /// dX = F^T Z.
  float[] contextGradient(int block, int size) {
    int width = kernel.panel();
    int start = block * BLOCK * noise;
    int out = block * BLOCK * stride;
    Arrays.fill(dx, out, out + size * stride, 0f);
    for (int from = 0; from < noise; from += DEPTH) {
      int depth = Math.min(DEPTH, noise - from);
      for (int column = 0; column < stride; column += width) {
        kernel.transposedProduct(
            scores,
            start + from * BLOCK,
            size,
            depth,
            zPanels,
            column * noise + from * width,
            dx,
            out + column,
            stride);
      }
    }
    return dx;
  }

  /// Multiplies the packed vectors of a block by their weights, which are all -1 here.
  void weigh(int block, int size) {
    int width = kernel.panel();
    for (int i = 0; i < size; i++) {
      for (int column = 0; column < stride; column += width) {
        int at = (block * stride + column) * BLOCK + i * width;
        Kernel.scale(xPanels, at, at + width, -1f);
      }
    }
  }

  /// dZ = F X of a chunk, over the blocks of all distinct products.
  float[] noiseGradient(int chunk, int distinct) {
    int from = chunk * CHUNK;
    int count = count(chunk);
    Arrays.fill(dz, from * stride, (from + count) * stride, 0f);
    for (int column = 0; column < stride; column += kernel.panel()) {
      for (int first = 0; first < distinct; first += BLOCK) {
        kernel.product(
            scores,
            first * noise + from * BLOCK,
            BLOCK,
            count,
            Math.min(BLOCK, distinct - first),
            xPanels,
            first * stride + column * BLOCK,
            dz,
            from * stride + column,
            stride);
      }
    }
    return dz;
  }
}
