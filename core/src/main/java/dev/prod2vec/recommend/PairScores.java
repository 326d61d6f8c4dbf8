package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// A score for every pair of products: the dot product of the first one's left row with the second
/// one's right row, plus the second one's bias. Computed block by block, never held as a whole; a
/// pair's score does not depend on its block. Immutable; safe to share between threads.
final class PairScores {
  /// Columns of a block.
  static final int BLOCK = Matrix.LANES;

  private static final Kernel KERNEL = Kernel.best();

  private final Matrix left;
  private final float[] bias;
  private final int size;

  /// The right rows as columns of panels, so that they are packed once; one panel per block.
  private final float[][] panels;

  PairScores(Matrix left, Matrix right, float[] bias) {
    this.left = left;
    this.bias = bias;
    this.size = right.rows();
    int stride = right.stride();
    this.panels = new float[(size + BLOCK - 1) / BLOCK][];
    for (int block = 0; block < panels.length; block++) {
      int rows = columns(block);
      panels[block] = new float[right.dim() * BLOCK];
      int[] starts = Kernel.steps(block * BLOCK * stride, stride, rows);
      Kernel.packColumns(right.values(), starts, rows, right.dim(), panels[block]);
    }
  }

  /// Number of products.
  int size() {
    return size;
  }

  int blocks() {
    return panels.length;
  }

  /// Number of products in `block`; [#BLOCK] in all but the last.
  int columns(int block) {
    return Math.min(BLOCK, size - block * BLOCK);
  }

  /// Writes the scores of some products against those of one block: the score of `rows[i]` with
  /// product `block * BLOCK + j` to `out[outStart + i * outStride + j]`.
  ///
  /// @param rows products; only the first `count` are read
  /// @param out as much room as for [#BLOCK] columns in every row; those behind the last product
  ///   are overwritten too
  void score(int[] rows, int count, int block, float[] out, int outStart, int outStride) {
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = rows[i] * left.stride();
    }
    KERNEL.multiply(
        left.values(), starts, count, left.dim(), panels[block], 0, out, outStart, outStride);
    int columns = columns(block);
    for (int i = 0; i < count; i++) {
      int at = outStart + i * outStride;
      for (int j = 0; j < columns; j++) {
        out[at + j] += bias[block * BLOCK + j];
      }
    }
  }
}
