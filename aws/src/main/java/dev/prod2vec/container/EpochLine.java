package dev.prod2vec.container;

import dev.prod2vec.training.EpochMetrics;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line of a job's log with the numbers of an epoch.
public final class EpochLine {
  private static final Pattern LINE =
      Pattern.compile("epoch=(\\d+) pairs=(\\d+) seconds=(\\S+) best=(true|false) (.*)");

  private EpochLine() {}

  /// @param objective whether its hit rate is the objective of a search
  static String of(EpochMetrics epoch, Objective objective) {
    StringBuilder line = new StringBuilder();
    line.append(
        "epoch=%d pairs=%d seconds=%s best=%s %s"
            .formatted(
                epoch.epoch(),
                epoch.pairs(),
                epoch.seconds(),
                epoch.best(),
                LogMetric.TRAIN_LOSS.text(epoch.loss())));
    if (Double.isFinite(epoch.validationHitRate10())) {
      line.append(' ').append(LogMetric.VALIDATION_HIT_RATE.text(epoch.validationHitRate10()));
      if (objective == Objective.HIT_RATE_OF_EPOCH) {
        line.append(' ').append(LogMetric.OBJECTIVE.text(epoch.validationHitRate10()));
      }
    }
    return line.toString();
  }

  /// Whether a line also has the objective of a search.
  enum Objective {
    NONE,
    HIT_RATE_OF_EPOCH
  }

  /// The epoch of a line; empty if the line is about something else.
  public static Optional<EpochMetrics> parse(String line) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      return Optional.empty();
    }
    String metrics = found.group(5);
    OptionalDouble hitRate = LogMetric.VALIDATION_HIT_RATE.find(metrics);
    return Optional.of(
        new EpochMetrics(
            Integer.parseInt(found.group(1)),
            LogMetric.TRAIN_LOSS.find(metrics).orElse(Double.NaN),
            Long.parseLong(found.group(2)),
            Double.parseDouble(found.group(3)),
            hitRate.orElse(Double.NaN),
            Boolean.parseBoolean(found.group(4))));
  }
}
