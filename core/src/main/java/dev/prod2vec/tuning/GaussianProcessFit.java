package dev.prod2vec.tuning;

import java.util.Optional;

/// The process that explains losses best.
///
/// @param process models the targets
/// @param warp between targets and losses
record GaussianProcessFit(GaussianProcess process, Warp warp) {
  private static final double[] OFFSETS = {Double.POSITIVE_INFINITY, 1, 0.1};

  /// The prior's penalty for each further offset: the logarithm of how many times less probable it
  /// is.
  private static final double OFFSET_PENALTY = 1;

  private static final int STEPS = 60;
  private static final double TOLERANCE = 1e-3;

  /// The process with the most probable parameters and the most probable of a few functions of the
  /// losses; see [Warp].
  ///
  /// @param choice by axis: whether it is a choice
  /// @param rows positions; at least one row
  /// @param losses by row; finite
  /// @return empty if none could be fitted
  static Optional<GaussianProcessFit> of(boolean[] choice, double[][] rows, double[] losses) {
    Optional<GaussianProcessFit> best = Optional.empty();
    double lowest = Double.POSITIVE_INFINITY;
    double[] start = new Likelihood(choice, rows, losses).centre();
    for (int k = 0; k < OFFSETS.length; k++) {
      Warp warp = Warp.of(losses, OFFSETS[k]);
      Likelihood likelihood = new Likelihood(choice, rows, warp.target());
      BoxMinimiser.Minimum minimum =
          BoxMinimiser.minimise(
              likelihood, start, likelihood.lower(), likelihood.upper(), STEPS, TOLERANCE);
      double value = minimum.value() - warp.logSlope() + OFFSET_PENALTY * k;
      if (value < lowest) {
        lowest = value;
        start = minimum.x();
        best = Optional.of(new GaussianProcessFit(likelihood.process(start), warp));
      }
    }
    return best;
  }
}
