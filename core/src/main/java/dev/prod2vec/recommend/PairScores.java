package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// A score for every pair of products: the dot product of the first one's left row with the second
/// one's right row, plus the second one's bias. Computed block by block, never held as a whole; a
/// pair's score does not depend on its block. Immutable; safe to share between threads.
final class PairScores {
  /// Columns of a block: as many rows of 128 numbers as the first-level cache holds beside others.
  static final int BLOCK = 32;

  private static final Kernel KERNEL = Kernel.best();

  private final Matrix left;
  private final Matrix right;
  private final float[] bias;

  PairScores(Matrix left, Matrix right, float[] bias) {
    this.left = left;
    this.right = right;
    this.bias = bias;
  }

  /// Number of products.
  int size() {
    return right.rows();
  }

  int blocks() {
    return (size() + BLOCK - 1) / BLOCK;
  }

  /// Number of products in `block`; [#BLOCK] in all but the last.
  int columns(int block) {
    return Math.min(BLOCK, size() - block * BLOCK);
  }

  /// Writes the scores of some products against those of one block: the score of `rows[i]` with
  /// product `block * BLOCK + j` to `out[outStart + i * outStride + j]`.
  ///
  /// @param rows products; only the first `count` are read
  void score(int[] rows, int count, int block, float[] out, int outStart, int outStride) {
    float[] gathered = new float[count * left.stride()];
    Kernel.gather(left, rows, 0, count, gathered, 0);
    int first = block * BLOCK;
    int columns = columns(block);
    KERNEL.dots(
        gathered,
        0,
        count,
        right.values(),
        first * right.stride(),
        columns,
        right.stride(),
        out,
        outStart,
        outStride);
    for (int i = 0; i < count; i++) {
      int at = outStart + i * outStride;
      for (int j = 0; j < columns; j++) {
        out[at + j] += bias[first + j];
      }
    }
  }
}
