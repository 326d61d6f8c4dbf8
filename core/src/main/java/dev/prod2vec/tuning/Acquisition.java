package dev.prod2vec.tuning;

/// How much a trial at a row is expected to improve on the lowest mean so far: the logarithm of the
/// expected improvement (Jones et al. 1998, Ament et al. 2023). Not safe to share between threads.
final class Acquisition implements BoxMinimiser.Function {
  private final GaussianProcess process;
  private final double lowest;
  private final double[] meanGradient;
  private final double[] varianceGradient;

  Acquisition(GaussianProcess process) {
    this.process = process;
    double least = Double.POSITIVE_INFINITY;
    for (double mean : process.means()) {
      least = Math.min(least, mean);
    }
    lowest = least;
    meanGradient = new double[process.rows()[0].length];
    varianceGradient = new double[process.rows()[0].length];
  }

  double score(double[] row) {
    GaussianProcess.Belief belief = process.belief(row);
    double deviation = Math.sqrt(belief.variance());
    return LogExpectedImprovement.of((lowest - belief.mean()) / deviation).value()
        + StrictMath.log(deviation);
  }

  /// Minus the score at a row; writes the derivatives by the positions, 0 for choices.
  @Override
  public double valueAndGradient(double[] row, double[] gradient) {
    GaussianProcess.Belief belief = process.beliefAndGradient(row, meanGradient, varianceGradient);
    double deviation = Math.sqrt(belief.variance());
    double z = (lowest - belief.mean()) / deviation;
    LogExpectedImprovement improvement = LogExpectedImprovement.of(z);
    for (int axis = 0; axis < row.length; axis++) {
      double deviationSlope = varianceGradient[axis] / (2 * deviation);
      double zSlope = (-meanGradient[axis] - z * deviationSlope) / deviation;
      gradient[axis] = -(improvement.slope() * zSlope + deviationSlope / deviation);
    }
    return -(improvement.value() + StrictMath.log(deviation));
  }
}
