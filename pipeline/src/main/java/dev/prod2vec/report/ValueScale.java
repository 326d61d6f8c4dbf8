package dev.prod2vec.report;

import dev.prod2vec.chart.AxisRange;
import dev.prod2vec.study.TrialRecord;
import java.util.Arrays;
import java.util.Locale;

/// The axis of a study's values: from the best to where a few bad trials would press all others
/// together. Worse values are drawn at the edge.
record ValueScale(double low, double high, double worstShown, StudyData study) {
  private static final double ROOM = 0.06;

  static ValueScale of(StudyData study) {
    double[] losses =
        study.trials().stream()
            .flatMap(trial -> trial.value().stream())
            .mapToDouble(study::loss)
            .sorted()
            .toArray();
    double best = losses[0];
    double median = losses[losses.length / 2];
    double completed =
        study.completed().stream()
            .map(TrialRecord::value)
            .mapToDouble(value -> study.loss(value.orElseThrow()))
            .sorted()
            .toArray()[study.completed().size() / 2];
    double worst =
        Math.min(losses[losses.length - 1], best + 2.5 * (Math.max(median, completed) - best));
    if (worst <= best) {
      worst = best + Math.max(1e-3, 0.05 * Math.abs(best));
    }
    double room = ROOM * (worst - best);
    double from = study.loss(best - room);
    double to = study.loss(worst + room);
    return new ValueScale(Math.min(from, to), Math.max(from, to), worst, study);
  }

  AxisRange axis() {
    return new AxisRange(low, high, AxisRange.Spacing.LINEAR, this::text);
  }

  double shown(double value) {
    return Double.isNaN(value)
        ? value
        : Math.clamp(study.loss(Math.min(study.loss(value), worstShown)), low, high);
  }

  double[] shown(double[] values) {
    return Arrays.stream(values).map(this::shown).toArray();
  }

  String text(double value) {
    int digits = Math.clamp(1 - (int) Math.floor(Math.log10(high - low)), 1, 6);
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
