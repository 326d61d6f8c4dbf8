package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Matrix;

/// Rows less their mean, of length 1. A row of zeros stays as it is and is not part of the mean:
/// its cosine with any other is 0. The rows are shared, not copied.
///
/// @param scales what each row less the mean is multiplied by
record CentredRows(Matrix rows, double[] mean, double[] scales) {
  /// @param count number of rows, the first ones
  /// @param known number of rows, the first ones, that the mean is of
  static CentredRows of(Matrix rows, int count, int known) {
    double[] zero = new double[rows.dim()];
    double[] mean = new double[rows.dim()];
    boolean[] empty = new boolean[count];
    int counted = 0;
    for (int row = 0; row < count; row++) {
      int start = row * rows.stride();
      empty[row] = squares(rows.values(), start, zero) == 0;
      if (!empty[row] && row < known) {
        counted++;
        for (int k = 0; k < mean.length; k++) {
          mean[k] += rows.values()[start + k];
        }
      }
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= Math.max(1, counted);
    }
    double[] scales = new double[count];
    for (int row = 0; row < count; row++) {
      double squares = empty[row] ? 0 : squares(rows.values(), row * rows.stride(), mean);
      scales[row] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    }
    return new CentredRows(rows, mean, scales);
  }

  /// Writes a row over zeros or another row.
  void write(int row, float[] out, int outStart) {
    int start = row * rows.stride();
    double scale = scales[row];
    for (int k = 0; k < mean.length; k++) {
      out[outStart + k] = scale == 0 ? 0f : (float) ((rows.values()[start + k] - mean[k]) * scale);
    }
  }

  private static double squares(float[] values, int start, double[] mean) {
    double squares = 0;
    for (int k = 0; k < mean.length; k++) {
      double x = values[start + k] - mean[k];
      squares += x * x;
    }
    return squares;
  }
}
