package dev.prod2vec.report;

import dev.prod2vec.chart.AxisRange;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Scale;
import java.util.Locale;
import java.util.Map;

/// A hyperparameter as an axis: numbers as they are, options by their place, ends with some room.
record ParameterScale(Hyperparameter hyperparameter) {
  String name() {
    return hyperparameter.name();
  }

  boolean isLog() {
    return switch (hyperparameter) {
      case Hyperparameter.Real(_, _, _, var scale) -> scale == Scale.LOG;
      case Hyperparameter.Whole(_, _, _, var scale) -> scale == Scale.LOG;
      case Hyperparameter.Choice _ -> false;
    };
  }

  /// The number at which a trial's value is drawn.
  double of(TrialRecord trial) {
    return of(trial.parameters());
  }

  double of(Map<String, Object> values) {
    Object value = values.get(name());
    return switch (hyperparameter) {
      case Hyperparameter.Choice choice -> choice.options().indexOf(String.valueOf(value));
      case Hyperparameter.Real _, Hyperparameter.Whole _ ->
          value instanceof Number number ? number.doubleValue() : Double.NaN;
    };
  }

  double min() {
    return switch (hyperparameter) {
      case Hyperparameter.Real(_, var min, _, _) -> min;
      case Hyperparameter.Whole(_, var min, _, _) -> min;
      case Hyperparameter.Choice _ -> 0;
    };
  }

  double max() {
    return switch (hyperparameter) {
      case Hyperparameter.Real(_, _, var max, _) -> max;
      case Hyperparameter.Whole(_, _, var max, _) -> max;
      case Hyperparameter.Choice choice -> choice.options().size() - 1.0;
    };
  }

  /// The axis, with some room at both ends.
  AxisRange axis() {
    return new AxisRange(
        number(stretched(-0.05)),
        number(stretched(1.05)),
        isLog() ? AxisRange.Spacing.LOGARITHMIC : AxisRange.Spacing.LINEAR,
        this::label);
  }

  /// From a number to its place, in which equal steps are equally wide.
  double place(double number) {
    return isLog() ? Math.log(number) : number;
  }

  /// Back from [#place].
  double number(double place) {
    return isLog() ? Math.exp(place) : place;
  }

  /// The place at a share of the range; shares below 0 and above 1 lie outside.
  double stretched(double share) {
    double from = place(min());
    double width = place(max()) - from;
    if (hyperparameter instanceof Hyperparameter.Choice) {
      return from - 0.5 + share * (width + 1);
    }
    return width == 0 ? from + share - 0.5 : from + share * width;
  }

  /// The value that a number stands for, as the space takes it.
  Object value(double number) {
    return switch (hyperparameter) {
      case Hyperparameter.Real _ -> Math.clamp(number, min(), max());
      case Hyperparameter.Whole _ -> (int) Math.clamp(Math.rint(number), min(), max());
      case Hyperparameter.Choice choice ->
          choice.options().get((int) Math.clamp(Math.rint(number), min(), max()));
    };
  }

  /// What stands at a tick; blank for one that would only crowd the axis.
  String label(double number) {
    if (hyperparameter instanceof Hyperparameter.Choice choice) {
      int place = (int) Math.rint(number);
      boolean isOption = Math.abs(number - place) < 1e-9 && place >= 0 && place <= max();
      return isOption ? choice.options().get(place) : AxisRange.blank(number, min(), max());
    }
    if (isLog() && max() / min() >= 4) {
      long digit = Math.round(number / Math.pow(10, Math.floor(Math.log10(number) + 1e-9)));
      return digit == 1 || digit == 2 || digit == 5
          ? text(number)
          : AxisRange.blank(number, min(), max());
    }
    return text(number);
  }

  /// A number with the digits that count: `0.07`, `128`.
  static String text(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e7) {
      return String.format(Locale.ROOT, "%d", (long) number);
    }
    String text = String.format(Locale.ROOT, "%.3g", number);
    return text.contains("e") || !text.contains(".")
        ? text
        : text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  /// A value as it stands in a sentence.
  static String text(Object value) {
    return value instanceof Number number ? text(number.doubleValue()) : String.valueOf(value);
  }
}
