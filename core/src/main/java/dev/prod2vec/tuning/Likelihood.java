package dev.prod2vec.tuning;

import java.util.Arrays;

/// Minus the logarithm of the posterior density of a Gaussian process's parameters, up to a
/// constant, with gradient (Rasmussen and Williams 2006, 5.8 and 5.9). The parameters are
/// logarithms: of each length scale, of the signal variance, of the noise variance; each has a
/// normal prior. The targets have mean 0 and variance 1.
final class Likelihood implements BoxMinimiser.Function {
  /// Variance of the unknown mean of the targets.
  private static final double MEAN_VARIANCE = 1;

  /// The more axes, the longer the scales, or all points would be far from each other (Hvarfner et
  /// al. 2024); the centre of the prior is this plus half the logarithm of their number. This and
  /// the other priors were tuned on the functions of `bench/tuner`.
  private static final double LENGTH_CENTRE = -0.7;

  private static final double LENGTH_SPREAD = 1;
  private static final double SIGNAL_CENTRE = 0;
  private static final double SIGNAL_SPREAD = 1;
  private static final double NOISE_CENTRE = -12;
  private static final double NOISE_SPREAD = 3;
  private static final double MIN = -5;
  private static final double MAX = 6;
  private static final double NOISE_MIN = -18;
  private static final double NOISE_MAX = 1;

  private final boolean[] choice;
  private final double[][] rows;
  private final double[] target;

  /// By axis, row and earlier row.
  private final double[][][] squares;

  /// @param choice by axis: whether it is a choice
  /// @param rows positions; not changed from here on
  Likelihood(boolean[] choice, double[][] rows, double[] target) {
    this.choice = choice;
    this.rows = rows;
    this.target = target;
    squares = new double[choice.length][rows.length][];
    for (int axis = 0; axis < choice.length; axis++) {
      for (int i = 0; i < rows.length; i++) {
        squares[axis][i] = new double[i];
        for (int j = 0; j < i; j++) {
          double difference = MaternKernel.difference(choice[axis], rows[i][axis], rows[j][axis]);
          squares[axis][i][j] = difference * difference;
        }
      }
    }
  }

  /// The parameters that are most probable a priori.
  double[] centre() {
    double[] centre = new double[choice.length + 2];
    Arrays.fill(centre, 0, choice.length, lengthCentre());
    centre[choice.length] = SIGNAL_CENTRE;
    centre[choice.length + 1] = NOISE_CENTRE;
    return centre;
  }

  double[] lower() {
    double[] lower = new double[choice.length + 2];
    Arrays.fill(lower, MIN);
    lower[choice.length + 1] = NOISE_MIN;
    return lower;
  }

  double[] upper() {
    double[] upper = new double[choice.length + 2];
    Arrays.fill(upper, MAX);
    upper[choice.length + 1] = NOISE_MAX;
    return upper;
  }

  /// The process with these parameters.
  ///
  /// @throws ArithmeticException if its matrix cannot be factored
  GaussianProcess process(double[] parameters) {
    double[] lengths = new double[choice.length];
    for (int axis = 0; axis < lengths.length; axis++) {
      lengths[axis] = StrictMath.exp(parameters[axis]);
    }
    MaternKernel kernel =
        new MaternKernel(choice, lengths, StrictMath.exp(parameters[choice.length]), MEAN_VARIANCE);
    return GaussianProcess.of(kernel, StrictMath.exp(parameters[choice.length + 1]), rows, target);
  }

  @Override
  public double valueAndGradient(double[] parameters, double[] gradient) {
    int axes = choice.length;
    int n = target.length;
    double[] inverseSquares = new double[axes];
    for (int axis = 0; axis < axes; axis++) {
      inverseSquares[axis] = StrictMath.exp(-2 * parameters[axis]);
    }
    double signal = StrictMath.exp(parameters[axes]);
    double noise = StrictMath.exp(parameters[axes + 1]);
    double[][] matern = new double[n][];
    double[][] slopes = new double[n][];
    double[][] matrix = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] distances = new double[i];
      for (int axis = 0; axis < axes; axis++) {
        double[] square = squares[axis][i];
        for (int j = 0; j < i; j++) {
          distances[j] += square[j] * inverseSquares[axis];
        }
      }
      matern[i] = new double[i];
      slopes[i] = new double[i];
      matrix[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        double root = MaternKernel.ROOT_5 * Math.sqrt(distances[j]);
        double decay = signal * StrictMath.exp(-root);
        matern[i][j] = decay * MaternKernel.shape(root);
        slopes[i][j] = decay * MaternKernel.slope(root);
        matrix[i][j] = matern[i][j] + MEAN_VARIANCE;
      }
      matrix[i][i] = signal + MEAN_VARIANCE + noise;
    }
    Cholesky cholesky;
    try {
      cholesky = Cholesky.of(matrix);
    } catch (ArithmeticException _) {
      return Double.POSITIVE_INFINITY;
    }
    double[] alpha = cholesky.solve(target);
    double value = 0.5 * (Cholesky.dot(alpha, target, n) + cholesky.logDeterminant());
    double[][] inverse = cholesky.inverse();
    Arrays.fill(gradient, 0);
    double trace = 0;
    for (int i = 0; i < n; i++) {
      // Half the derivative by the matrix, twice: it counts for (i, j) and for (j, i).
      double[] weights = new double[i];
      for (int j = 0; j < i; j++) {
        weights[j] = inverse[i][j] - alpha[i] * alpha[j];
      }
      trace += 0.5 * (inverse[i][i] - alpha[i] * alpha[i]);
      gradient[axes] += Cholesky.dot(weights, matern[i], i);
      for (int j = 0; j < i; j++) {
        weights[j] *= slopes[i][j];
      }
      for (int axis = 0; axis < axes; axis++) {
        gradient[axis] += Cholesky.dot(weights, squares[axis][i], i);
      }
    }
    for (int axis = 0; axis < axes; axis++) {
      gradient[axis] *= -2 * inverseSquares[axis];
      value += prior(parameters, gradient, axis, lengthCentre(), LENGTH_SPREAD);
    }
    gradient[axes] += trace * signal;
    gradient[axes + 1] = trace * noise;
    return value
        + prior(parameters, gradient, axes, SIGNAL_CENTRE, SIGNAL_SPREAD)
        + prior(parameters, gradient, axes + 1, NOISE_CENTRE, NOISE_SPREAD);
  }

  private double lengthCentre() {
    return LENGTH_CENTRE + 0.5 * StrictMath.log(choice.length);
  }

  private static double prior(
      double[] parameters, double[] gradient, int index, double centre, double spread) {
    double scaled = (parameters[index] - centre) / spread;
    gradient[index] += scaled / spread;
    return 0.5 * scaled * scaled;
  }
}
