package dev.prod2vec.drift;

import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;

/// The orthogonal map that brings rows closest to other rows, by the sum of squared distances
/// (Schönemann 1966): with `A' B = U S V'`, it is `U V'`. It turns and mirrors, so it changes
/// neither lengths nor angles between the rows. Where rows are longer in one matrix than in the
/// other, the shorter ones count as filled up with zeros.
final class Procrustes {
  /// Columns of the product that one thread computes at a time, so that rows are read less often.
  private static final int COLUMNS = 16;

  private Procrustes() {}

  /// The map. If the rows do not reach every direction, it is one of several that are as good.
  ///
  /// @param from as many rows as `to`
  /// @return row by row: number `k` of a mapped row `x` is the sum of `x[i] * map[i][k]`
  static double[][] map(Matrix from, Matrix to, Crew crew) {
    int dim = Math.max(from.dim(), to.dim());
    SingularVectors vectors = SingularVectors.of(product(from, to, dim, crew), crew);
    double[][] map = new double[dim][dim];
    crew.forEach(
        dim,
        i -> {
          for (int j = 0; j < dim; j++) {
            double left = vectors.left()[j][i];
            double[] right = vectors.right()[j];
            for (int k = 0; k < dim; k++) {
              map[i][k] += left * right[k];
            }
          }
        });
    return map;
  }

  /// The columns of `A' B`.
  private static double[][] product(Matrix from, Matrix to, int dim, Crew crew) {
    double[][] columns = new double[dim][dim];
    crew.forEach(
        Math.ceilDiv(to.dim(), COLUMNS),
        part -> {
          int end = Math.min(to.dim(), (part + 1) * COLUMNS);
          for (int row = 0; row < from.rows(); row++) {
            int start = row * from.stride();
            for (int j = part * COLUMNS; j < end; j++) {
              double factor = to.values()[row * to.stride() + j];
              double[] column = columns[j];
              for (int i = 0; i < from.dim(); i++) {
                column[i] += factor * from.values()[start + i];
              }
            }
          }
        });
    return columns;
  }
}
