package dev.prod2vec.tuning;

/// Logarithm of h(z) = phi(z) + z Phi(z), the expected improvement of a standard normal variable
/// over -z, and its derivative. Exact to rounding even where h itself has become 0 (Ament et al.
/// 2023 say why that matters).
///
/// For z = -t below -1 the difference is never taken. With the continued fraction of the normal
/// tail (Abramowitz and Stegun 26.2.14), Phi(-t) = phi(t) / (t + k), where k = 1/(t + 2/(t + 3/(t +
/// …))), h = phi(t) k / (t + k), and the derivative of log h is 1 / k.
///
/// @param value log h(z)
/// @param slope its derivative
record LogExpectedImprovement(double value, double slope) {
  private static final double LOG_ROOT_2_PI = 0.9189385332046727;

  static LogExpectedImprovement of(double z) {
    if (z < -1) {
      double k = tail(-z);
      return new LogExpectedImprovement(
          -0.5 * z * z - LOG_ROOT_2_PI + StrictMath.log(k / (k - z)), 1 / k);
    }
    double density = density(z);
    double probability = probability(z, density);
    double h = density + z * probability;
    return new LogExpectedImprovement(StrictMath.log(h), probability / h);
  }

  private static double density(double z) {
    return StrictMath.exp(-0.5 * z * z - LOG_ROOT_2_PI);
  }

  /// Phi(z) for z of -1 or more.
  private static double probability(double z, double density) {
    if (z > 3) {
      return 1 - density / (z + tail(z));
    }
    // 1/2 + phi(z) (z + z^3/3 + z^5/15 + …), Abramowitz and Stegun 26.2.11.
    double term = z;
    double sum = z;
    for (int odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
      term *= z * z / odd;
      sum += term;
    }
    return 0.5 + density * sum;
  }

  /// k above, for t of 1 or more, from enough terms for double precision.
  private static double tail(double t) {
    double k = 0;
    for (int n = 30 + (int) (300 / (t * t)); n >= 1; n--) {
      k = n / (t + k);
    }
    return k;
  }
}
