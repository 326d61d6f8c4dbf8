package dev.prod2vec.plane;

import dev.prod2vec.parallel.Crew;
import java.util.Random;

/// The two axes along which points differ most, from their cosines alone: the leading eigenvectors
/// of the doubly centred matrix (classical scaling), by power iteration.
final class PrincipalAxes {
  private static final int ROUNDS = 60;
  private static final double SPREAD = 1e-4;
  private static final long SEED = 1;

  private PrincipalAxes() {}

  /// Every point's coordinates on both axes.
  ///
  /// @param cosines n x n, symmetric
  /// @return two axes of n coordinates each, with a standard deviation of about 0.0001; points that
  ///   coincide are moved apart a little
  static float[][] of(float[][] cosines, Crew crew) {
    int n = cosines.length;
    double[] means = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        means[i] += cosines[i][j];
      }
      means[i] /= n;
      mean += means[i] / n;
    }
    Random random = new Random(SEED);
    double[] first = random.doubles(n, -1, 1).toArray();
    double[] second = random.doubles(n, -1, 1).toArray();
    for (int round = 0; round < ROUNDS; round++) {
      first = normalised(product(cosines, means, mean, first, crew));
      second = product(cosines, means, mean, second, crew);
      double along = dot(first, second);
      for (int i = 0; i < n; i++) {
        second[i] -= along * first[i];
      }
      second = normalised(second);
    }
    double scale = SPREAD * Math.sqrt(n);
    float[][] axes = new float[2][n];
    for (int i = 0; i < n; i++) {
      axes[0][i] = (float) (scale * first[i] + SPREAD / 100 * random.nextDouble());
      axes[1][i] = (float) (scale * second[i] + SPREAD / 100 * random.nextDouble());
    }
    return axes;
  }

  /// The doubly centred matrix times a vector.
  private static double[] product(
      float[][] cosines, double[] means, double mean, double[] vector, Crew crew) {
    double sum = 0;
    for (double value : vector) {
      sum += value;
    }
    double total = sum;
    double meansTimesVector = dot(means, vector);
    double[] result = new double[vector.length];
    crew.forEach(
        result.length,
        i ->
            result[i] =
                dot(cosines[i], vector) - means[i] * total - meansTimesVector + mean * total);
    return result;
  }

  private static double[] normalised(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    if (length > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= length;
      }
    }
    return vector;
  }

  private static double dot(float[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
