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
            drifts[row] = drift(mapped, numbers(to, row));
          }
        });
    return drifts;
  }

  /// The same without a map, for vectors that a training took over and continued: how far each row
  /// moved in the space that both share. The mean of the earlier rows is taken from all rows first:
  /// a direction that all share would hide what happens beside it.
  ///
  /// @param from the earlier vectors
  /// @param to the later vectors of the same products, row by row
  /// @throws IllegalArgumentException if the numbers of rows or their lengths differ
  public static double[] inPlace(Matrix from, Matrix to) {
    if (from.rows() != to.rows() || from.dim() != to.dim()) {
      throw new IllegalArgumentException(
          "%s rows of %s, but %s other rows of %s"
              .formatted(from.rows(), from.dim(), to.rows(), to.dim()));
    }
    double[] mean = new double[from.dim()];
    for (int row = 0; row < from.rows(); row++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += from.values()[row * from.stride() + k] / (double) from.rows();
      }
    }
    double[] drifts = new double[from.rows()];
    double[] earlier = new double[mean.length];
    double[] later = new double[mean.length];
    for (int row = 0; row < drifts.length; row++) {
      for (int k = 0; k < mean.length; k++) {
        earlier[k] = from.values()[row * from.stride() + k] - mean[k];
        later[k] = to.values()[row * to.stride() + k] - mean[k];
      }
      drifts[row] = drift(earlier, later);
    }
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

  private static double[] numbers(Matrix rows, int row) {
    double[] numbers = new double[rows.dim()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = rows.values()[row * rows.stride() + k];
    }
    return numbers;
  }

  private static double drift(double[] earlier, double[] later) {
    double along = 0;
    double own = 0;
    double other = 0;
    for (int k = 0; k < later.length; k++) {
      along += earlier[k] * later[k];
      own += earlier[k] * earlier[k];
      other += later[k] * later[k];
    }
    for (int k = later.length; k < earlier.length; k++) {
      own += earlier[k] * earlier[k];
    }
    if (own == 0 || other == 0) {
      return own == other ? 0 : 1;
    }
    return Math.clamp(1 - along / (Math.sqrt(own) * Math.sqrt(other)), 0, 2);
  }
}
