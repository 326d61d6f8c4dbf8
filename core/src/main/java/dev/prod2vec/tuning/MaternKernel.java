package dev.prod2vec.tuning;

/// The covariance of the values at two rows of positions: Matern 5/2 with a length scale per axis
/// (Rasmussen and Williams 2006, 4.17), plus a constant for the unknown mean. Two options of a
/// choice are at distance 1 if they differ, else at 0.
///
/// @param choice by axis: whether it is a choice
/// @param lengths length scale by axis, in positions
/// @param signal variance of the Matern part
/// @param mean variance of the constant part
record MaternKernel(boolean[] choice, double[] lengths, double signal, double mean) {
  static final double ROOT_5 = Math.sqrt(5);

  double value(double[] a, double[] b) {
    double root = root(a, b);
    return signal * StrictMath.exp(-root) * shape(root) + mean;
  }

  /// The value of two equal rows.
  double self() {
    return signal + mean;
  }

  /// Root of 5 times the distance of two rows in length scales.
  double root(double[] a, double[] b) {
    double sum = 0;
    for (int axis = 0; axis < a.length; axis++) {
      double scaled = difference(choice[axis], a[axis], b[axis]) / lengths[axis];
      sum += scaled * scaled;
    }
    return ROOT_5 * Math.sqrt(sum);
  }

  /// How far apart two positions are; for a choice 0 or 1.
  static double difference(boolean choice, double a, double b) {
    if (choice) {
      return a == b ? 0 : 1;
    }
    return a - b;
  }

  /// The Matern function over exp(-root).
  static double shape(double root) {
    return 1 + root + root * root / 3;
  }

  /// Derivative of the Matern function by the squared distance, over exp(-root).
  static double slope(double root) {
    return -5.0 / 6 * (1 + root);
  }
}
