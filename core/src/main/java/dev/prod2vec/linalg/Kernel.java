package dev.prod2vec.linalg;

/// The inner loops over float rows. Every implementation gives the same bytes: a product's sums run
/// over the depth in ascending order with fused multiply-add, one logical lane per result, so that
/// no vector width changes them; the two sums that run across lanes use [Matrix#LANES] logical
/// lanes and one written-down tree ([ScalarKernel#sum]). Stateless and safe to share between
/// threads. Arguments are not checked: the caller knows its bounds.
public sealed interface Kernel permits ScalarKernel, VectorKernel {
  /// The fastest kernel of this machine: SIMD where the module jdk.incubator.vector is there.
  static Kernel best() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? VectorKernel.INSTANCE
        : ScalarKernel.INSTANCE;
  }

  /// Some rows times a panel, which is a matrix of [Matrix#LANES] columns that stands row by row:
  /// `out[outStart + i * outStride + j]` is the sum over `k` of `a[aStarts[i] + k]` times
  /// `panel[panelStart + k * LANES + j]`.
  ///
  /// @param aStarts where each row of `a` begins; length: `rows` or more
  /// @param depth numbers per row of `a` and rows of the panel
  /// @param out overwritten, [Matrix#LANES] numbers per row
  void multiply(
      float[] a,
      int[] aStarts,
      int rows,
      int depth,
      float[] panel,
      int panelStart,
      float[] out,
      int outStart,
      int outStride);

  /// Replaces each `x[i]` by its logistic `1 / (1 + exp(-x))` and writes `log(1 + exp(x))` to
  /// `softplus[i]`. Relative error of each below 1e-6.
  ///
  /// @param from a multiple of [Matrix#LANES]
  /// @param to a multiple of [Matrix#LANES]
  void logistic(float[] x, float[] softplus, int from, int to);

  /// Replaces `x[from .. to)` by `exp(x - shift)` and returns their sum. Relative error of each
  /// below 1e-6 for `x - shift` in [-87, 88]; below it is 0, above it is exp(88).
  float exp(float[] x, int from, int to, float shift);

  /// One row-wise AdaGrad step (Duchi et al. 2011, one accumulator per row) up a gradient: adds the
  /// gradient's mean square to `squares[at]`, then `rate / sqrt(squares[at])` times the gradient to
  /// the weights. A gradient of zeros changes nothing.
  ///
  /// @param stride floats of the row and of the gradient; a multiple of [Matrix#LANES]
  /// @param dim numbers of the row without padding, which the mean is over
  void adagrad(
      float[] weights,
      int start,
      float[] gradient,
      int gradientStart,
      int stride,
      int dim,
      float[] squares,
      int at,
      float rate);

  /// Writes rows as the columns of panels, [Matrix#LANES] of them in each, one panel behind the
  /// other: number `k` of row `j` goes to row `k`, column `j % LANES` of panel `j / LANES`. Columns
  /// behind the last row are left as they are.
  ///
  /// @param starts where each row begins; length: `rows` or more
  /// @param depth numbers per row and rows per panel
  static void packColumns(float[] values, int[] starts, int rows, int depth, float[] panels) {
    for (int j = 0; j < rows; j++) {
      int start = starts[j];
      int at = j / Matrix.LANES * depth * Matrix.LANES + j % Matrix.LANES;
      for (int k = 0; k < depth; k++) {
        panels[at + k * Matrix.LANES] = values[start + k];
      }
    }
  }

  /// Writes rows as the rows of panels, each of which takes [Matrix#LANES] columns of all rows, one
  /// panel behind the other: number `k` of row `j` goes to row `j`, column `k % LANES` of panel `k
  /// / LANES`.
  ///
  /// @param starts where each row begins; length: `rows` or more
  /// @param stride numbers per row; a multiple of [Matrix#LANES]
  static void packRows(float[] values, int[] starts, int rows, int stride, float[] panels) {
    for (int j = 0; j < rows; j++) {
      for (int k = 0; k < stride; k += Matrix.LANES) {
        System.arraycopy(values, starts[j] + k, panels, k * rows + j * Matrix.LANES, Matrix.LANES);
      }
    }
  }

  /// `count` numbers from `start` on, `step` apart.
  static int[] steps(int start, int step, int count) {
    int[] steps = new int[count];
    for (int i = 0; i < count; i++) {
      steps[i] = start + i * step;
    }
    return steps;
  }
}
