package dev.prod2vec.study;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Scale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses ranges as a config writes them: `64..512 log`.
final class Ranges {
  private static final String NUMBER =
      "([-+]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)";
  private static final Pattern RANGE =
      Pattern.compile("\\s*" + NUMBER + "\\s*\\.\\.\\s*" + NUMBER + "(?:\\s+(log|linear))?\\s*");

  private record Range(double min, double max, Scale scale) {}

  private Ranges() {}

  /// @throws IllegalArgumentException naming the hyperparameter, if this is not a range of numbers
  static Hyperparameter.Real real(String name, String text) {
    Range range = parse(name, text);
    return new Hyperparameter.Real(name, range.min(), range.max(), range.scale());
  }

  /// @throws IllegalArgumentException naming the hyperparameter, if this is not a range of whole
  ///   numbers
  static Hyperparameter.Whole whole(String name, String text) {
    Range range = parse(name, text);
    for (double end : new double[] {range.min(), range.max()}) {
      require(
          end == Math.rint(end) && Math.abs(end) <= Integer.MAX_VALUE,
          "%s must begin and end at whole numbers, but is \"%s\"",
          name,
          text);
    }
    return new Hyperparameter.Whole(name, (int) range.min(), (int) range.max(), range.scale());
  }

  private static Range parse(String name, String text) {
    Matcher matcher = RANGE.matcher(text);
    require(
        matcher.matches(),
        "%s must be a range such as 1..10 or 1..10 log, or empty, but is \"%s\"",
        name,
        text);
    double min = Double.parseDouble(matcher.group(1));
    double max = Double.parseDouble(matcher.group(2));
    return new Range(min, max, "log".equals(matcher.group(3)) ? Scale.LOG : Scale.LINEAR);
  }
}
