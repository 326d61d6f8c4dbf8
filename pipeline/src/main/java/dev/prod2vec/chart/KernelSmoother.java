package dev.prod2vec.chart;

import java.util.Arrays;

/// Smooth curves through points, by a Gaussian kernel.
public final class KernelSmoother {
  private KernelSmoother() {}

  /// How wide kernels are.
  public enum Bandwidth {
    /// By Silverman's rule (1986).
    SILVERMAN,
    /// So narrow that options stand apart.
    NARROW
  }

  /// The weighted mean of the values near each place; a window of a tenth of all on both sides.
  public static double[] trend(double[] x, double[] y) {
    double width = Math.max(1, (x[x.length - 1] - x[0]) / 10);
    double[] trend = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double sum = 0;
      double weights = 0;
      for (int j = 0; j < x.length; j++) {
        double weight = kernel((x[i] - x[j]) / width);
        sum += weight * y[j];
        weights += weight;
      }
      trend[i] = sum / weights;
    }
    return trend;
  }

  /// The density of some numbers at some places, the same for any number of them up to a constant.
  ///
  /// @param bandwidth how wide a number's kernel is
  public static double[] density(double[] numbers, double[] at, Bandwidth bandwidth) {
    double mean = Arrays.stream(numbers).average().orElse(0);
    double variance = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    double range = at[at.length - 1] - at[0];
    double width =
        switch (bandwidth) {
          case SILVERMAN ->
              Math.max(0.9 * Math.sqrt(variance) * Math.pow(numbers.length, -0.2), 0.03 * range);
          case NARROW -> 0.03 * range;
        };
    return Arrays.stream(at)
        .map(place ->
            Arrays.stream(numbers).map(x -> kernel((place - x) / width)).sum()
                / (numbers.length * width))
        .toArray();
  }

  private static double kernel(double z) {
    return Math.exp(-0.5 * z * z);
  }
}
