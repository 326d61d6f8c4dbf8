package dev.prod2vec.drift;

import java.util.Arrays;

/// How far the vectors of many products moved: what [Drift] found of them, in a few numbers.
///
/// @param mean over products
/// @param meanByOrders over products, each weighted by its training orders
/// @param median half of the products moved less
/// @param ninthDecile nine tenths of the products moved less
public record DriftSummary(double mean, double meanByOrders, double median, double ninthDecile) {
  /// The numbers of some products.
  ///
  /// @param drifts one of each product, at least one; not changed
  /// @param orders training orders of the same products
  public static DriftSummary of(double[] drifts, long[] orders) {
    double[] sorted = drifts.clone();
    Arrays.sort(sorted);
    return new DriftSummary(
        mean(drifts),
        mean(drifts, orders),
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 9L / 10)]);
  }

  /// The mean; 0 of none.
  public static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  /// The weighted mean; that of [#mean(double[])] if all weights are 0.
  ///
  /// @param weights one of each value
  public static double mean(double[] values, long[] weights) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
      all += weights[i];
    }
    return all == 0 ? mean(values) : sum / all;
  }
}
