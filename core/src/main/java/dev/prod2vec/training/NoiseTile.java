package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// Where the scores of a group's distinct contexts against up to [Kernel#BLOCK] of its noise
/// products stand in [Gradients#noiseScores]: a row for each context, which has a number for each
/// noise product.
///
/// @param group of the batch
/// @param number of the tile within its group
/// @param slot position in [Batch#noise] of its first noise product
/// @param count its noise products, 1 or more
/// @param row number of the group's first row in the blocks of the batch
/// @param rows of the group
/// @param start of the first row in [Gradients#noiseScores]
record NoiseTile(int group, int number, int slot, int count, int row, int rows, int start) {
  /// Numbers of a row that are computed: its noise products, rounded up to whole vectors. The
  /// scores that rounding adds are negative infinity.
  int columns() {
    return Matrix.stride(count);
  }

  /// Where the row of a context stands.
  ///
  /// @param contextRow its number in the blocks of the batch
  int start(int contextRow) {
    return start + (contextRow - row) * Kernel.BLOCK;
  }

  /// Place of the first noise product among those of the group.
  int place() {
    return number * Kernel.BLOCK;
  }
}
