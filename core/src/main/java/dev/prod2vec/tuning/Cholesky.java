package dev.prod2vec.tuning;

/// The lower triangle L of a symmetric positive definite matrix A = L L^T, and operations with it.
/// All sums have a fixed order and no fused operations, so that every machine gives the same bytes.
///
/// @param rows n rows; row i has at least i + 1 numbers
record Cholesky(double[][] rows) {

  /// Factors A.
  ///
  /// @param lower n rows, row i with at least i + 1 numbers; overwritten
  /// @throws ArithmeticException if A is not positive definite, or holds a NaN
  static Cholesky of(double[][] lower) {
    for (int i = 0; i < lower.length; i++) {
      double[] row = lower[i];
      for (int j = 0; j < i; j++) {
        row[j] = (row[j] - dot(row, lower[j], j)) / lower[j][j];
      }
      double pivot = row[i] - dot(row, row, i);
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        throw new ArithmeticException("not positive definite: pivot %s is %s".formatted(i, pivot));
      }
      row[i] = Math.sqrt(pivot);
    }
    return new Cholesky(lower);
  }

  /// L^-1 b.
  double[] forward(double[] b) {
    double[] x = new double[rows.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (b[i] - dot(rows[i], x, i)) / rows[i][i];
    }
    return x;
  }

  /// L^-T b.
  double[] backward(double[] b) {
    double[] x = b.clone();
    for (int i = x.length - 1; i >= 0; i--) {
      double[] row = rows[i];
      double value = x[i] / row[i];
      x[i] = value;
      for (int j = 0; j < i; j++) {
        x[j] -= value * row[j];
      }
    }
    return x;
  }

  /// A^-1 b.
  double[] solve(double[] b) {
    return backward(forward(b));
  }

  /// Logarithm of the determinant of A.
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += StrictMath.log(rows[i][i]);
    }
    return 2 * sum;
  }

  /// Lower triangle of A^-1.
  double[][] inverse() {
    int n = rows.length;
    // Row j of `columns` is column j of L^-1; it is zero before its diagonal.
    double[][] columns = new double[n][n];
    for (int j = 0; j < n; j++) {
      double[] column = columns[j];
      column[j] = 1 / rows[j][j];
      for (int i = j + 1; i < n; i++) {
        column[i] = -dot(rows[i], column, j, i) / rows[i][i];
      }
    }
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      inverse[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        inverse[i][j] = dot(columns[i], columns[j], i, n);
      }
    }
    return inverse;
  }

  static double dot(double[] a, double[] b, int length) {
    return dot(a, b, 0, length);
  }

  /// Sum of a_i b_i from `from` to below `to`, in four interleaved parts.
  static double dot(double[] a, double[] b, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      sum0 += a[i] * b[i];
      sum1 += a[i + 1] * b[i + 1];
      sum2 += a[i + 2] * b[i + 2];
      sum3 += a[i + 3] * b[i + 3];
    }
    for (; i < to; i++) {
      sum0 += a[i] * b[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}
