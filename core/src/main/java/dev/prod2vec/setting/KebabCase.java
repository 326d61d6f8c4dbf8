package dev.prod2vec.setting;

import java.util.Locale;

/// Java's names as users write them.
public final class KebabCase {
  private KebabCase() {}

  /// `learningRate` as `learning-rate`; `SKIP_GRAM` as `skip-gram`.
  static String of(String javaName) {
    String words =
        javaName.contains("_") || javaName.equals(javaName.toUpperCase(Locale.ROOT))
            ? javaName.replace('_', '-')
            : javaName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
    return words.toLowerCase(Locale.ROOT);
  }

  /// The name of an enum's constant.
  public static String of(Enum<?> constant) {
    return of(constant.name());
  }
}
