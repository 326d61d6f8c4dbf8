package dev.prod2vec.container;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number in a job's log. The text that the job prints and the expression by which SageMaker
/// finds the number are written here and nowhere else.
public enum LogMetric {
  /// The objective by which a search judges a trial.
  OBJECTIVE("objective"),
  /// Mean loss per predicted product of an epoch.
  TRAIN_LOSS("train:loss"),
  /// Hit rate at 10 on the validation baskets after an epoch.
  VALIDATION_HIT_RATE("validation:hit-rate-10"),
  /// Hit rate at 10 of a trial's model.
  TRIAL_HIT_RATE("trial:hit-rate-10"),
  /// Mean reciprocal rank of a trial's model.
  TRIAL_MRR("trial:mrr"),
  /// Loss of a trial's model.
  TRIAL_LOSS("trial:loss");

  private static final String NUMBER = "=([-+.0-9eE]+)";

  private final String title;
  private final Pattern pattern;

  LogMetric(String title) {
    this.title = title;
    pattern = Pattern.compile("(?:^|\\s)" + title + NUMBER);
  }

  /// Its name in SageMaker.
  public String title() {
    return title;
  }

  /// The expression whose first group is the number.
  public String regex() {
    return pattern.pattern();
  }

  /// The text of a number, one word of a line.
  ///
  /// @param value finite
  public String text(double value) {
    return title + "=" + value;
  }

  /// The number in a line; empty if the line does not have it.
  OptionalDouble find(String line) {
    Matcher found = pattern.matcher(line);
    return found.find()
        ? OptionalDouble.of(Double.parseDouble(found.group(1)))
        : OptionalDouble.empty();
  }
}
