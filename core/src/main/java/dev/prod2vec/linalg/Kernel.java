package dev.prod2vec.linalg;

/// The inner loops over float rows. Every implementation gives the same bytes: sums over the
/// numbers of a row run in [Matrix#LANES] logical lanes with fused multiply-add and end in one
/// written-down tree ([ScalarKernel#sum]); sums over rows run in ascending order, one lane per
/// result. So neither a vector's width nor the shape of a tile changes a result. Stateless and safe
/// to share between threads. Arguments are not checked: the caller knows its bounds.
public sealed interface Kernel permits ScalarKernel, VectorKernel {
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

  /// A B^T: `out[outStart + i * outStride + j]` is the dot product of row `i` of A and row `j` of
  /// B, which begin at `aStart + i * stride` and `bStart + j * stride`.
  ///
  /// @param rows number of rows of A, 0 or more
  /// @param columns number of rows of B, 0 or more
  /// @param stride floats per row; a multiple of [Matrix#LANES]
  /// @param out overwritten
  void dots(
      float[] a,
      int aStart,
      int rows,
      float[] b,
      int bStart,
      int columns,
      int stride,
      float[] out,
      int outStart,
      int outStride);

  /// Adds W B: to the row of `out` that begins at `outStart + i * stride` it adds, for rising `j`,
  /// the row of B that begins at `bStart + j * stride` times `weights[weightsStart + i * rowStep +
  /// j * columnStep]`. With the two steps exchanged it adds W^T B.
  ///
  /// @param rows number of rows of `out`, 0 or more
  /// @param depth number of rows of B, 0 or more
  /// @param stride floats per row; a multiple of [Matrix#LANES]
  void combine(
      float[] weights,
      int weightsStart,
      int rowStep,
      int columnStep,
      int rows,
      int depth,
      float[] b,
      int bStart,
      int stride,
      float[] out,
      int outStart);

  /// Replaces each `x[i]` by `scale` times its logistic `1 / (1 + exp(-x))` and returns the sum of
  /// `log(1 + exp(x))`. Relative error of each logistic below 5e-7 for `x` above -87, below which
  /// it is 0; of each term of the sum below 1e-6 times its largest term.
  ///
  /// @param from a multiple of [Matrix#LANES]
  /// @param to a multiple of [Matrix#LANES]
  float logistic(float[] x, int from, int to, float scale);

  /// Replaces `x[from .. to)` by `exp(x - shift)` and returns their sum. Relative error of each
  /// below 5e-7 for `x - shift` in [-87, 88]; below it is 0, above it is exp(88).
  float exp(float[] x, int from, int to, float shift);

  /// Writes the dot product of each row of A with the same row of B, one after the other.
  ///
  /// @param stride floats per row; a multiple of [Matrix#LANES]
  void rowDots(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int rows,
      int stride,
      float[] out,
      int outStart);

  /// Largest of `x[from .. to)`; negative infinity if the range is empty. NaN may be ignored.
  float max(float[] x, int from, int to);

  /// exp(x), as the other [#exp] computes it.
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

  /// Adds `factor` times one row to another: `y[yStart + k] = fma(factor, x[xStart + k], y[yStart +
  /// k])`.
  ///
  /// @param stride floats per row; a multiple of [Matrix#LANES]
  void add(float factor, float[] x, int xStart, float[] y, int yStart, int stride);

  /// Overwrites one row with `factor` times another.
  ///
  /// @param stride floats per row; a multiple of [Matrix#LANES]
  void scaled(float factor, float[] x, int xStart, float[] y, int yStart, int stride);

  /// Writes rows as columns: number `k` of row `j` goes to `out[outStart + k * outStride + j]`.
  ///
  /// @param rows number of rows
  /// @param stride floats from one row to the next
  /// @param dim numbers of a row that are written
  static void transpose(
      float[] x,
      int start,
      int rows,
      int stride,
      int dim,
      float[] out,
      int outStart,
      int outStride) {
    for (int j = 0; j < rows; j++) {
      int from = start + j * stride;
      for (int k = 0, to = outStart + j; k < dim; k++, to += outStride) {
        out[to] = x[from + k];
      }
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
}
