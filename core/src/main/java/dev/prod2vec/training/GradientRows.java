package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;

/// Gradients of rows of a matrix, one row after the other, and the sum of the squares of each. The
/// arrays grow with the largest batch.
final class GradientRows {
  private final int stride;
  float[] values = new float[0];
  float[] squares = new float[0];

  /// @param stride floats from one row to the next
  GradientRows(int stride) {
    this.stride = stride;
  }

  /// Makes room for this many rows; their content may be lost.
  void makeRoom(int rows) {
    if (squares.length < rows) {
      squares = new float[rows];
      values = new float[rows * stride];
    }
  }

  /// Computes the squares of some rows.
  void square(Kernel kernel, int from, int to) {
    int start = from * stride;
    kernel.rowDots(values, start, values, start, to - from, stride, squares, from);
  }
}
