package dev.prod2vec.training;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import java.util.Arrays;

/// Where the pairs of a basket are among those of its part: rows and columns of blocks. Only the
/// columns of a basket that is a part of its own fill more than one block.
///
/// @param row first row of the basket
/// @param column first column of the basket
/// @param k rows of the basket
/// @param n columns of the basket
/// @param rows rows of the part
/// @param columns columns of the part
record PairPlace(int row, int column, int k, int n, int rows, int columns) {
  static PairPlace of(Batch batch, int part, int basket) {
    return new PairPlace(
        batch.contextStart(basket) - batch.partContext(part),
        batch.start(basket) - batch.partProduct(part),
        batch.contextSize(basket),
        batch.size(basket),
        batch.partContext(part + 1) - batch.partContext(part),
        batch.partProduct(part + 1) - batch.partProduct(part));
  }

  /// Where the pair of the basket's products `i` and `j` is.
  int at(int i, int j) {
    int to = column + j;
    return (to / BLOCK * rows + row + i) * BLOCK + to % BLOCK;
  }

  /// Clears the pairs of the basket's products with those of other baskets.
  void clearOthers(float[] pairs) {
    for (int i = 0; i < k && n < columns; i++) {
      int start = (row + i) * BLOCK;
      Arrays.fill(pairs, start, start + column, 0f);
      Arrays.fill(pairs, start + column + n, start + columns, 0f);
    }
  }
}
