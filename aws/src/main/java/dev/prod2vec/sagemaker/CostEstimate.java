package dev.prod2vec.sagemaker;

import java.util.Locale;
import java.util.Optional;

/// The most that jobs can cost, by the price in the config.
final class CostEstimate {
  private static final double MINUTES_PER_HOUR = 60;

  private CostEstimate() {}

  /// A line for people; empty without a price.
  ///
  /// @param jobs trainings that may be run
  static Optional<String> line(SageMakerConfig settings, int jobs) {
    if (settings.pricePerHour() == 0) {
      return Optional.empty();
    }
    double hours = settings.maxRuntimeMinutes() / MINUTES_PER_HOUR;
    double each = hours * settings.pricePerHour();
    String all =
        jobs == 1
            ? ""
            : String.format(Locale.ROOT, ", %.2f for all %d trainings", jobs * each, jobs);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "cost: at most %.2f a training (%s for %.1f h at %s an hour%s)%s; disk, S3 and logs"
                + " come on top",
            each,
            settings.instanceType(),
            hours,
            settings.pricePerHour(),
            settings.spot() ? ", less with Spot instances" : "",
            all));
  }
}
