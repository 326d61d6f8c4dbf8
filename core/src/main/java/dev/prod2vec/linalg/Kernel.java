package dev.prod2vec.linalg;

import java.util.Arrays;

/// The inner loops over float rows. Every implementation gives the same bytes: a product's sums run
/// in ascending order, one lane per result; sums over the numbers of a row run in [Matrix#LANES]
/// logical lanes and end in one written-down tree ([ScalarKernel#sum]); all with fused
/// multiply-add. So neither a vector's width nor the shape of a tile changes a result. Stateless
/// and safe to share between threads. Arguments are not checked: the caller knows its bounds.
///
/// Two lay-outs besides [Matrix] keep what a loop reads next to each other. In **panels** a matrix
/// is divided into columns of [#panel] numbers each, one panel after the other, row by row in each;
/// panels are the right side of a product. A **block** has up to [#BLOCK] columns and a step of
/// [#BLOCK] from row to row, however many columns it has; blocks can be the left side of a product
/// as they are or transposed.
public sealed interface Kernel permits ScalarKernel, VectorKernel {
  /// Floats from one row of a block to the next, and its most columns.
  int BLOCK = 64;

  /// The fastest kernel of this machine: SIMD if the module jdk.incubator.vector is present.
  static Kernel best() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? VectorKernel.INSTANCE
        : ScalarKernel.INSTANCE;
  }

  /// The kernel without SIMD, which every other one equals.
  static Kernel scalar() {
    return ScalarKernel.INSTANCE;
  }

  /// Columns of a panel: a power of 2 that divides [Matrix#PADDING].
  int panel();

  /// Adds A B, where B is one panel: to the `panel()` numbers of `out` from `outStart + i *
  /// outStep` it adds, for rising `d`, the row of B from `bStart + d * panel()` times `a[aStart + i
  /// * rowStep + d]`.
  ///
  /// @param rows rows of A and of `out`, 0 or more
  /// @param depth columns of A and rows of B, 0 or more
  void product(
      float[] a,
      int aStart,
      int rowStep,
      int rows,
      int depth,
      float[] b,
      int bStart,
      float[] out,
      int outStart,
      int outStep);

  /// Adds A^T B, where A is a block and B one panel: as [#product] with the numbers `a[aStart + i +
  /// d * BLOCK]`.
  ///
  /// @param rows columns of A and rows of `out`, 0 or more
  /// @param depth rows of A and of B, 0 or more
  void transposedProduct(
      float[] a,
      int aStart,
      int rows,
      int depth,
      float[] b,
      int bStart,
      float[] out,
      int outStart,
      int outStep);

  /// Adds A B^T, where the rows of B were written by [#packTransposed]: the dot product of row `i`
  /// of A and row `j` of B is added to `out[outStart + i * outStep + j]`, for `j` from 0 to `count`
  /// rounded up to a whole panel.
  ///
  /// @param rowStep floats from one row of A to the next
  /// @param dim columns of A and of B
  /// @param columns panels of B
  /// @param first number of the first row of B; a multiple of [#panel]
  /// @param count rows of B
  default void productWithColumns(
      float[] a,
      int aStart,
      int rowStep,
      int rows,
      int dim,
      float[] columns,
      int first,
      int count,
      float[] out,
      int outStart,
      int outStep) {
    for (int j = 0; j < count; j += panel()) {
      int panelStart = (first + j) * dim;
      product(a, aStart, rowStep, rows, dim, columns, panelStart, out, outStart + j, outStep);
    }
  }

  /// The largest exponent that leaves sums of many exponentials, and products with other such
  /// numbers, finite.
  float MOST = 64f;

  /// Replaces each number of a block by its exponential and writes the sum of each column. Relative
  /// error of each below 5e-7 for `x` from -87 to `most`; below it is 0, above it is exp(most).
  ///
  /// @param columns a multiple of [Matrix#LANES]
  /// @param most [#MOST] or less
  void exponentials(
      float[] x, int start, int rows, int columns, float most, float[] sums, int sumsStart);

  /// Replaces each number of a block by `scale` times its logistic `1 / (1 + exp(-x))` and writes
  /// the sum of `log(1 + exp(x))` over each row. Relative error of each logistic below 5e-7 for `x`
  /// of -87 or more, below which it is 0. Absolute error of each sum below 5e-7 per column, besides
  /// the rounding of a sum of floats.
  ///
  /// @param columns a multiple of [Matrix#LANES]
  void logistic(
      float[] x, int start, int rows, int columns, float scale, float[] sums, int sumsStart);

  /// The dot product of two rows.
  ///
  /// @param length a multiple of [Matrix#LANES]
  float dot(float[] a, int aStart, float[] b, int bStart, int length);

  /// Adds `factor` times one row to another: `y[yStart + k] = fma(factor, x[xStart + k], y[yStart +
  /// k])`.
  ///
  /// @param stride floats per row; a multiple of [Matrix#LANES]
  void add(float factor, float[] x, int xStart, float[] y, int yStart, int stride);

  /// The sum of `max(0, a[aStart + k] - b[bStart + k])` to a power: what is left of sums without
  /// one of their terms.
  ///
  /// @param power 1 or more
  /// @param length a multiple of [Matrix#LANES]
  float restPowers(float[] a, int aStart, float[] b, int bStart, int power, int length);

  /// Adds `factor` times `max(0, a[aStart + k] - b[bStart + k])` to a power. Zero to the power of 0
  /// is 0 here.
  ///
  /// @param power 0 or more
  /// @param length a multiple of [Matrix#LANES]
  void addRestPowers(
      float factor,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int power,
      float[] y,
      int yStart,
      int length);

  /// How many of `x[start .. start + length)` are above a threshold. What is not a number is not.
  ///
  /// @param length 0 or more
  int countAbove(float[] x, int start, int length, float threshold);

  /// exp(x), as [#exponentials] computes it.
  static float exp(float x) {
    return ScalarKernel.exp(x);
  }

  /// log(x) for normal x above 0. Absolute error below 2e-7 plus 1e-7 of the result.
  static float log(float x) {
    return ScalarKernel.log(x);
  }

  /// Multiplies `x[from .. to)` by a factor.
  static void scale(float[] x, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  /// Copies some rows of a matrix, one after the other. Reading scattered rows first, before
  /// anything is computed from them, lets the processor wait for many of them at once.
  ///
  /// @param rows numbers of the rows, from `from` on
  static void gather(Matrix matrix, int[] rows, int from, int count, float[] out, int outStart) {
    int stride = matrix.stride();
    for (int i = 0; i < count; i++) {
      System.arraycopy(
          matrix.values(), rows[from + i] * stride, out, outStart + i * stride, stride);
    }
  }

  /// Writes rows into panels: number `k` of row `i` goes to `out[outStart + (k / panel()) *
  /// panelRows * panel() + i * panel() + k % panel()]`.
  ///
  /// @param x rows of `stride` numbers, one after the other; `stride` is a multiple of
  ///   [Matrix#PADDING]
  /// @param panelRows rows of a panel, at least `rows`
  default void pack(
      float[] x, int start, int rows, int stride, float[] out, int outStart, int panelRows) {
    int width = panel();
    for (int i = 0; i < rows; i++) {
      int to = outStart + i * width;
      for (int k = 0; k < stride; k += width, to += panelRows * width) {
        System.arraycopy(x, start + i * stride + k, out, to, width);
      }
    }
  }

  /// Writes rows as the columns of panels: number `k` of row `i` goes to `out[outStart + (i /
  /// panel()) * dim * panel() + k * panel() + i % panel()]`. The columns of the last panel that no
  /// row fills are 0.
  ///
  /// @param dim numbers of a row that are written
  default void packTransposed(
      float[] x, int start, int rows, int stride, int dim, float[] out, int outStart) {
    int width = panel();
    for (int first = 0; first < rows; first += width) {
      int panel = outStart + first * dim;
      int count = Math.min(width, rows - first);
      if (count < width) {
        Arrays.fill(out, panel, panel + dim * width, 0f);
      }
      int from = start + first * stride;
      int i = 0;
      // Four rows at a time, since their numbers are neighbours in the panel.
      for (; i + 4 <= count; i += 4, from += 4 * stride) {
        for (int k = 0, to = panel + i; k < dim; k++, to += width) {
          out[to] = x[from + k];
          out[to + 1] = x[from + stride + k];
          out[to + 2] = x[from + 2 * stride + k];
          out[to + 3] = x[from + 3 * stride + k];
        }
      }
      for (; i < count; i++, from += stride) {
        for (int k = 0, to = panel + i; k < dim; k++, to += width) {
          out[to] = x[from + k];
        }
      }
    }
  }
}
