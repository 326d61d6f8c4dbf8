package dev.prod2vec.tuning;

import java.util.Arrays;

/// A Gaussian process with known parameters that has seen values at some rows of positions
/// (Rasmussen and Williams 2006, algorithm 2.1). Immutable.
final class GaussianProcess {
  private static final double MIN_VARIANCE = 1e-14;

  private final MaternKernel kernel;
  private final double noise;
  private final double[][] rows;
  private final double[] target;
  private final Cholesky cholesky;
  private final double[] weights;

  /// The expected value at a row and its variance, without noise.
  ///
  /// @param variance above 0
  record Belief(double mean, double variance) {}

  private GaussianProcess(
      MaternKernel kernel, double noise, double[][] rows, double[] target, Cholesky cholesky) {
    this.kernel = kernel;
    this.noise = noise;
    this.rows = rows;
    this.target = target;
    this.cholesky = cholesky;
    this.weights = cholesky.solve(target);
  }

  /// @param noise variance of an observed value around the true one
  /// @throws ArithmeticException if the matrix of the rows cannot be factored
  static GaussianProcess of(MaternKernel kernel, double noise, double[][] rows, double[] target) {
    double[][] matrix = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      matrix[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        matrix[i][j] = kernel.value(rows[i], rows[j]);
      }
      matrix[i][i] = kernel.self() + noise;
    }
    return new GaussianProcess(kernel, noise, rows, target, Cholesky.of(matrix));
  }

  /// The process after it saw its own mean at one more row (the kriging believer of Ginsbourger et
  /// al. 2010): the mean stays, the variance around the row falls.
  ///
  /// @throws ArithmeticException if the matrix cannot be factored any more
  GaussianProcess believing(double[] row) {
    double[][] moreRows = Arrays.copyOf(rows, rows.length + 1);
    moreRows[rows.length] = row;
    double[] moreTarget = Arrays.copyOf(target, target.length + 1);
    moreTarget[target.length] = belief(row).mean();
    return of(kernel, noise, moreRows, moreTarget);
  }

  MaternKernel kernel() {
    return kernel;
  }

  /// The rows seen; not to be changed.
  double[][] rows() {
    return rows;
  }

  /// The expected value at each row seen.
  double[] means() {
    double[] means = new double[target.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = target[i] - noise * weights[i];
    }
    return means;
  }

  Belief belief(double[] row) {
    double[] covariances = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      covariances[i] = kernel.value(row, rows[i]);
    }
    return belief(covariances, cholesky.forward(covariances));
  }

  /// The belief at a row; writes its derivatives by each position. Derivatives by choices are 0.
  Belief beliefAndGradient(double[] row, double[] meanGradient, double[] varianceGradient) {
    int n = rows.length;
    double[] covariances = new double[n];
    double[] slopes = new double[n];
    for (int i = 0; i < n; i++) {
      double root = kernel.root(row, rows[i]);
      double decay = kernel.signal() * StrictMath.exp(-root);
      covariances[i] = decay * MaternKernel.shape(root) + kernel.mean();
      slopes[i] = decay * MaternKernel.slope(root);
    }
    double[] reduced = cholesky.forward(covariances);
    double[] solved = cholesky.backward(reduced);
    for (int axis = 0; axis < row.length; axis++) {
      double mean = 0;
      double variance = 0;
      if (!kernel.choice()[axis]) {
        double scale = 2 / (kernel.lengths()[axis] * kernel.lengths()[axis]);
        for (int i = 0; i < n; i++) {
          double change = slopes[i] * scale * (row[axis] - rows[i][axis]);
          mean += weights[i] * change;
          variance -= 2 * solved[i] * change;
        }
      }
      meanGradient[axis] = mean;
      varianceGradient[axis] = variance;
    }
    return belief(covariances, reduced);
  }

  private Belief belief(double[] covariances, double[] reduced) {
    int n = rows.length;
    double variance = kernel.self() - Cholesky.dot(reduced, reduced, n);
    return new Belief(Cholesky.dot(covariances, weights, n), Math.max(variance, MIN_VARIANCE));
  }
}
