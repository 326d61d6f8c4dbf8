package dev.prod2vec.linalg;

/// Rows of floats, each padded with zeros to a multiple of [#PADDING], so that kernels have no
/// tails. The array is shared, not copied.
///
/// @param rows number of rows
/// @param dim numbers per row
/// @param stride floats from one row to the next: `dim` rounded up to a multiple of [#PADDING]
/// @param values rows x stride; the padding after each row's `dim` numbers is zero
public record Matrix(int rows, int dim, int stride, float[] values) {
  /// Logical lanes of every kernel's sums over a row.
  public static final int LANES = 16;

  /// What rows are padded to: the columns of the widest panel.
  public static final int PADDING = 32;

  /// @throws IllegalArgumentException if the stride is not `dim` rounded up, or the array is not
  ///   rows x stride long
  public Matrix {
    if (stride != stride(dim) || values.length != (long) rows * stride) {
      throw new IllegalArgumentException(
          "%s rows of %s numbers need %s floats, but the array has %s"
              .formatted(rows, dim, (long) rows * stride(dim), values.length));
    }
  }

  /// A matrix of zeros.
  ///
  /// @throws IllegalArgumentException if it would have more than 2^31 - 1 floats
  public static Matrix zeros(int rows, int dim) {
    long floats = (long) rows * stride(dim);
    if (floats > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s rows of %s numbers are more floats than an array holds".formatted(rows, dim));
    }
    return new Matrix(rows, dim, stride(dim), new float[(int) floats]);
  }

  /// A padded copy of rows that come one after the other without padding.
  ///
  /// @param dense rows x dim
  public static Matrix copyOf(float[] dense, int rows, int dim) {
    Matrix matrix = zeros(rows, dim);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(dense, row * dim, matrix.values, row * matrix.stride, dim);
    }
    return matrix;
  }

  /// Rows that come one after the other, to be read: shared if they need no padding, otherwise
  /// copied.
  ///
  /// @param dense rows x dim; nobody may write to it
  public static Matrix of(float[] dense, int rows, int dim) {
    return stride(dim) == dim && dense.length == (long) rows * dim
        ? new Matrix(rows, dim, dim, dense)
        : copyOf(dense, rows, dim);
  }

  /// A copy that shares nothing.
  public Matrix copy() {
    return new Matrix(rows, dim, stride, values.clone());
  }

  /// A copy whose rows have length 1; a row of zeros stays one.
  public Matrix unitRows() {
    Matrix unit = zeros(rows, dim);
    for (int row = 0; row < rows; row++) {
      unitRow(row, unit.values, row * stride);
    }
    return unit;
  }

  /// A copy of some rows.
  ///
  /// @param chosen their numbers, in the order of the copy
  public Matrix choose(int[] chosen) {
    Matrix copy = zeros(chosen.length, dim);
    for (int row = 0; row < chosen.length; row++) {
      System.arraycopy(values, chosen[row] * stride, copy.values, row * stride, dim);
    }
    return copy;
  }

  /// Writes a row of [#unitRows], with its padding.
  public void unitRow(int row, float[] out, int outStart) {
    int start = row * stride;
    System.arraycopy(values, start, out, outStart, stride);
    double squares = 0;
    for (int at = start; at < start + dim; at++) {
      squares += (double) values[at] * values[at];
    }
    if (squares > 0) {
      Kernel.scale(out, outStart, outStart + dim, (float) (1 / Math.sqrt(squares)));
    }
  }

  /// A copy without the padding: rows x dim.
  public float[] dense() {
    float[] dense = new float[rows * dim];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * stride, dense, row * dim, dim);
    }
    return dense;
  }

  /// `dim` rounded up to a multiple of [#PADDING].
  public static int stride(int dim) {
    return (dim + PADDING - 1) / PADDING * PADDING;
  }
}
