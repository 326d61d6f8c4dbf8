package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// A score for every pair of products: the dot product of the first one's row, of length 1, with
/// the second one's row. Computed block by block, never held as a whole; a pair's score does not
/// depend on its block. Immutable; safe to share between threads.
final class PairScores {
  private static final int BLOCK = Kernel.BLOCK;

  private static final Kernel KERNEL = Kernel.best();

  private final Matrix rows;
  private final int size;

  /// The candidates' rows as the columns of panels.
  private final float[] columns;

  /// @param candidates number of rows, the first ones, that are scored
  PairScores(Matrix rows, int candidates) {
    this.rows = rows;
    this.size = candidates;
    this.columns = new float[Math.ceilDiv(size, BLOCK) * BLOCK * rows.dim()];
    KERNEL.packTransposed(rows.values(), 0, size, rows.stride(), rows.dim(), columns, 0);
  }

  /// Number of candidates.
  int size() {
    return size;
  }

  /// Offers every product but the list's own, block by block, so that a block's rows are read once
  /// for all lists.
  ///
  /// @param products one per list
  void search(int[] products, TopList[] lists) {
    float[] left = new float[lists.length * rows.stride()];
    for (int i = 0; i < lists.length; i++) {
      rows.unitRow(products[i], left, i * rows.stride());
    }
    float[] scores = new float[lists.length * BLOCK];
    for (int from = 0; from < size; from += BLOCK) {
      score(left, lists.length, from, scores);
      int count = Math.min(BLOCK, size - from);
      for (int i = 0; i < lists.length; i++) {
        // Few blocks hold anything for a list that is full.
        if (KERNEL.countAbove(scores, i * BLOCK, count, lists[i].threshold()) > 0) {
          offer(lists[i], products[i], scores, i * BLOCK, from, count);
        }
      }
    }
  }

  private void score(float[] left, int count, int from, float[] out) {
    Arrays.fill(out, 0f);
    int stride = rows.stride();
    KERNEL.productWithColumns(
        left, 0, stride, count, rows.dim(), columns, from, BLOCK, out, 0, BLOCK);
  }

  private static void offer(
      TopList list, int product, float[] scores, int start, int from, int count) {
    for (int j = 0; j < count; j++) {
      if (scores[start + j] > list.threshold() && from + j != product) {
        list.offer(from + j, scores[start + j]);
      }
    }
  }
}
