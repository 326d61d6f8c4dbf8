package dev.prod2vec.drift;

import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// How far the vector of each product moved from one training to another. Two trainings lay out
/// their vectors in different directions even if they learned the same, so one is first brought to
/// the other by the orthogonal map that fits all products best (orthogonal Procrustes; Hamilton,
/// Leskovec and Jurafsky 2016 compare words of different years so).
public final class Drift {
  private static final int BLOCK = 256;

  private Drift() {}

  /// The drift of each row: 1 - cosine of the mapped row with the other one, in [0, 2]. 0: where it
  /// was among the others; 1: nothing in common. A row of zeros has the drift 0 to another one and
  /// 1 to any other row. Rows may be longer in one matrix; the shorter ones count as filled up with
  /// zeros.
  ///
  /// @param from the earlier vectors
  /// @param to the later vectors of the same products, row by row
  /// @param crew shares the work; the result does not depend on it
  /// @throws IllegalArgumentException if the numbers of rows differ
  public static double[] of(Matrix from, Matrix to, Crew crew) {
    if (from.rows() != to.rows()) {
      throw new IllegalArgumentException(
          "%s rows, but %s other rows".formatted(from.rows(), to.rows()));
    }
    double[][] map = Procrustes.map(from, to, crew);
    double[] drifts = new double[from.rows()];
    crew.forEach(
        Math.ceilDiv(drifts.length, BLOCK),
        part -> {
          double[] mapped = new double[map.length];
          int end = Math.min(drifts.length, (part + 1) * BLOCK);
          for (int row = part * BLOCK; row < end; row++) {
            apply(map, from, row, mapped);
            drifts[row] = drift(mapped, to, row);
          }
        });
    return drifts;
  }

  private static void apply(double[][] map, Matrix from, int row, double[] mapped) {
    Arrays.fill(mapped, 0);
    for (int i = 0; i < from.dim(); i++) {
      double factor = from.values()[row * from.stride() + i];
      double[] line = map[i];
      for (int k = 0; k < mapped.length; k++) {
        mapped[k] += factor * line[k];
      }
    }
  }

  private static double drift(double[] mapped, Matrix to, int row) {
    double along = 0;
    double own = 0;
    double other = 0;
    for (double number : mapped) {
      own += number * number;
    }
    for (int k = 0; k < to.dim(); k++) {
      double number = to.values()[row * to.stride() + k];
      along += mapped[k] * number;
      other += number * number;
    }
    if (own == 0 || other == 0) {
      return own == other ? 0 : 1;
    }
    return Math.clamp(1 - along / (Math.sqrt(own) * Math.sqrt(other)), 0, 2);
  }
}
