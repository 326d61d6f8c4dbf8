package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// A score for every pair of products: the dot product of the first one's left row with the second
/// one's right row. Computed block by block, never held as a whole; a pair's score does not depend
/// on its block. Immutable; safe to share between threads.
final class PairScores {
  /// Columns of a block: as many rows of 128 numbers as the first-level cache holds beside others.
  static final int BLOCK = 32;

  private static final Kernel KERNEL = Kernel.best();

  private final Matrix left;
  private final int size;

  /// The right rows as the columns of panels.
  private final float[] columns;

  PairScores(Matrix left, Matrix right) {
    this.left = left;
    this.size = right.rows();
    this.columns = new float[blocks() * BLOCK * right.dim()];
    KERNEL.packTransposed(right.values(), 0, size, right.stride(), right.dim(), columns, 0);
  }

  /// Number of products.
  int size() {
    return size;
  }

  int blocks() {
    return (size() + BLOCK - 1) / BLOCK;
  }

  /// Number of products in `block`; [#BLOCK] in all but the last.
  int columns(int block) {
    return Math.min(BLOCK, size() - block * BLOCK);
  }

  /// Writes the scores of some products against those of one block: the score of `rows[i]` with
  /// product `block * BLOCK + j` to `out[i * BLOCK + j]`.
  void score(int[] rows, int block, float[] out) {
    float[] gathered = new float[rows.length * left.stride()];
    Kernel.gather(left, rows, 0, rows.length, gathered, 0);
    Arrays.fill(out, 0, rows.length * BLOCK, 0f);
    for (int column = 0; column < BLOCK; column += KERNEL.panel()) {
      int panel = (block * BLOCK + column) * left.dim();
      KERNEL.product(
          gathered, 0, left.stride(), rows.length, left.dim(), columns, panel, out, column, BLOCK);
    }
  }
}
