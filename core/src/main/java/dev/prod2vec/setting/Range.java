package dev.prod2vec.setting;

/// Which numbers a setting allows: those from `min` to `max` that exceed `above` and are less than
/// `below`. Infinite where there is no such bound.
record Range(double min, double max, double above, double below) {
  static Range of(Setting setting) {
    return new Range(setting.min(), setting.max(), setting.above(), setting.below());
  }

  boolean isBounded() {
    return Double.isFinite(min)
        || Double.isFinite(max)
        || Double.isFinite(above)
        || Double.isFinite(below);
  }

  /// Whether `number` is allowed; NaN is not.
  boolean contains(double number) {
    return number >= min && number <= max && number > above && number < below;
  }

  /// `1 to 4096`, `0 to below 1`, `above 0`, `2 or more`, `at most 5`.
  String text() {
    String least = Double.isFinite(above) ? "above " + text(above) : text(min);
    boolean hasLeast = Double.isFinite(above) || Double.isFinite(min);
    if (Double.isFinite(below)) {
      return (hasLeast ? least + " to " : "") + "below " + text(below);
    } else if (max < Float.MAX_VALUE) {
      return hasLeast ? least + " to " + text(max) : "at most " + text(max);
    }
    return Double.isFinite(above) ? least : least + " or more";
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
