package dev.prod2vec.tuning;

import java.util.Arrays;

/// The losses after an increasing function that may make them easier to model: log(offset + u),
/// where u is 0 at the lowest loss and 1 at the median. The smaller the offset, the more it spreads
/// low losses and draws high ones together. The result is shifted and scaled to mean 0 and variance
/// 1.
///
/// @param target the transformed losses; all 0 if all losses are equal
/// @param logSlope sum over the losses of the logarithm of the function's derivative, up to a
///   constant that is the same for each offset
/// @param lowest the lowest loss
/// @param scale half the distance from the lowest loss to the median; 0 if all losses are equal
/// @param offset see above
/// @param mean mean of the function's values
/// @param deviation their standard deviation
record Warp(
    double[] target,
    double logSlope,
    double lowest,
    double scale,
    double offset,
    double mean,
    double deviation) {
  /// Largest u that counts.
  private static final double FARTHEST = 1e6;

  /// @param losses finite; at least one
  /// @param offset above 0; infinite for u itself
  static Warp of(double[] losses, double offset) {
    int n = losses.length;
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double lowest = sorted[0];
    double scale = half(sorted[n / 2], lowest);
    if (scale == 0) {
      scale = half(sorted[n - 1], lowest);
    }
    if (scale == 0) {
      return new Warp(new double[n], 0, lowest, 0, offset, 0, 1);
    }
    double[] target = new double[n];
    double logSlope = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double u = Math.min(half(losses[i], lowest) / scale, FARTHEST);
      if (Double.isInfinite(offset)) {
        target[i] = u;
      } else {
        target[i] = StrictMath.log(offset + u);
        logSlope -= target[i];
      }
      sum += target[i];
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      target[i] -= mean;
      squares += target[i] * target[i];
    }
    double deviation = Math.sqrt(squares / n);
    for (int i = 0; i < n; i++) {
      target[i] /= deviation;
    }
    double slope = logSlope - n * StrictMath.log(deviation);
    return new Warp(target, slope, lowest, scale, offset, mean, deviation);
  }

  /// The loss that has this target.
  double loss(double ofTarget) {
    double value = ofTarget * deviation + mean;
    double u = Double.isInfinite(offset) ? value : StrictMath.exp(value) - offset;
    return lowest + 2 * scale * u;
  }

  /// Half the difference, which is finite for all finite numbers.
  private static double half(double high, double low) {
    return 0.5 * high - 0.5 * low;
  }
}
