package dev.prod2vec.plane;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// All cosines between some vectors.
final class Cosines {
  private static final Kernel KERNEL = Kernel.best();

  private Cosines() {}

  /// The cosine of every two vectors.
  ///
  /// @param vectors n x dim, row by row; a zero vector has cosine 0 with all
  /// @return n x n, symmetric
  static float[][] of(float[] vectors, int n, int dim, Crew crew) {
    Matrix unit = normalised(vectors, n, dim);
    int width = Matrix.stride(n);
    float[] columns = new float[width * dim];
    KERNEL.packTransposed(unit.values(), 0, n, unit.stride(), dim, columns, 0);
    float[][] cosines = new float[n][];
    int part = Kernel.BLOCK;
    crew.forEach(
        Math.ceilDiv(n, part),
        p -> {
          int first = p * part;
          int rows = Math.min(part, n - first);
          float[] out = new float[rows * width];
          int start = first * unit.stride();
          KERNEL.productWithColumns(
              unit.values(), start, unit.stride(), rows, dim, columns, 0, n, out, 0, width);
          for (int i = 0; i < rows; i++) {
            cosines[first + i] = Arrays.copyOfRange(out, i * width, i * width + n);
          }
        });
    return cosines;
  }

  private static Matrix normalised(float[] vectors, int n, int dim) {
    Matrix unit = Matrix.zeros(n, dim);
    for (int i = 0; i < n; i++) {
      double squares = 0;
      for (int k = 0; k < dim; k++) {
        double value = vectors[i * dim + k];
        squares += value * value;
      }
      double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
      for (int k = 0; k < dim; k++) {
        unit.values()[i * unit.stride() + k] = (float) (vectors[i * dim + k] * scale);
      }
    }
    return unit;
  }
}
