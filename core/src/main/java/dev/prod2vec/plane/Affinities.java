package dev.prod2vec.plane;

import dev.prod2vec.parallel.Crew;

/// How strongly t-SNE wants two points close: a Gaussian around each point, just wide enough for
/// the wanted number of effective neighbours, made symmetric.
final class Affinities {
  private static final int MAX_HALVINGS = 50;
  private static final double TOLERANCE = 1e-4;

  private Affinities() {}

  /// All pairs' affinities.
  ///
  /// @param cosines n x n; the distance used is the squared Euclidean one of normalised vectors, 2
  ///   - 2 cos
  /// @param perplexity wanted number of effective neighbours; 1 or more, below n
  /// @return n x n, symmetric, 0 on the diagonal; sums to 1
  static float[][] of(float[][] cosines, double perplexity, Crew crew) {
    int n = cosines.length;
    float[][] conditional = new float[n][n];
    double entropy = StrictMath.log(perplexity);
    crew.forEach(n, i -> fillRow(cosines[i], i, entropy, conditional[i]));
    float[][] affinities = new float[n][n];
    crew.forEach(
        n,
        i -> {
          for (int j = 0; j < n; j++) {
            affinities[i][j] = (conditional[i][j] + conditional[j][i]) / (2 * n);
          }
        });
    return affinities;
  }

  /// The affinities of one point to all others; they sum to 1.
  private static void fillRow(float[] cosines, int self, double entropy, float[] affinities) {
    int n = cosines.length;
    double[] distances = new double[n];
    double[] weights = new double[n];
    double nearest = Double.MAX_VALUE;
    for (int j = 0; j < n; j++) {
      distances[j] = 2 - 2.0 * cosines[j];
      if (j != self) {
        nearest = Math.min(nearest, distances[j]);
      }
    }
    double sum = fit(distances, nearest, self, entropy, weights);
    for (int j = 0; j < n; j++) {
      affinities[j] = (float) (weights[j] / sum);
    }
  }

  /// Finds the precision whose weights have the wanted entropy, by Newton's method between bounds
  /// that bisection would have; fills in the weights and returns their sum. Distances are taken
  /// from the nearest on, so that one weight is always 1.
  private static double fit(
      double[] distances, double nearest, int self, double entropy, double[] weights) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double precision = 1;
    double sum = 1;
    for (int round = 0; round < MAX_HALVINGS; round++) {
      sum = 0;
      double moment = 0;
      double square = 0;
      for (int j = 0; j < distances.length; j++) {
        double distance = distances[j] - nearest;
        weights[j] = j == self ? 0 : StrictMath.exp(-precision * distance);
        sum += weights[j];
        moment += weights[j] * distance;
        square += weights[j] * distance * distance;
      }
      double excess = StrictMath.log(sum) + precision * moment / sum - entropy;
      if (Math.abs(excess) < TOLERANCE) {
        break;
      }
      if (excess > 0) {
        low = precision;
      } else {
        high = precision;
      }
      // The entropy falls by this for each unit of precision.
      double slope = precision * (square / sum - moment / sum * (moment / sum));
      double newton = precision + excess / slope;
      double middle = high == Double.POSITIVE_INFINITY ? precision * 2 : (low + high) / 2;
      precision = newton > low && newton < Math.min(high, precision * 4) ? newton : middle;
    }
    return sum;
  }
}
