package dev.prod2vec.plane;

import dev.prod2vec.parallel.Crew;

/// All cosines between some vectors.
final class Cosines {
  private Cosines() {}

  /// The cosine of every two vectors.
  ///
  /// @param vectors n x dim, row by row; a zero vector has cosine 0 with all
  /// @return n x n, symmetric
  static float[][] of(float[] vectors, int n, int dim, Crew crew) {
    float[][] columns = normalisedColumns(vectors, n, dim);
    float[][] cosines = new float[n][n];
    crew.forEach(
        n,
        i -> {
          for (float[] column : columns) {
            addScaled(column[i], column, cosines[i]);
          }
        });
    return cosines;
  }

  private static float[][] normalisedColumns(float[] vectors, int n, int dim) {
    float[][] columns = new float[dim][n];
    for (int i = 0; i < n; i++) {
      double squares = 0;
      for (int k = 0; k < dim; k++) {
        double value = vectors[i * dim + k];
        squares += value * value;
      }
      double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
      for (int k = 0; k < dim; k++) {
        columns[k][i] = (float) (vectors[i * dim + k] * scale);
      }
    }
    return columns;
  }

  private static void addScaled(float factor, float[] values, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += factor * values[j];
    }
  }
}
