package dev.prod2vec.tuning;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A value for each hyperparameter of a space; made by [Space#point]. Immutable. Equal if the
/// spaces and all values are equal.
public final class Point {
  private final Space space;

  /// By hyperparameter: the number itself, or the index of the option.
  private final double[] codes;

  Point(Space space, double[] codes) {
    this.space = space;
    this.codes = codes.clone();
  }

  double[] codes() {
    return codes.clone();
  }

  /// The values by name, in the order of the space: [Double] for a real number, [Integer] for a
  /// whole one, [String] for a choice.
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < codes.length; i++) {
      Hyperparameter hyperparameter = space.hyperparameters().get(i);
      values.put(
          hyperparameter.name(),
          switch (hyperparameter) {
            case Hyperparameter.Real _ -> codes[i];
            case Hyperparameter.Whole _ -> (int) codes[i];
            case Hyperparameter.Choice choice -> choice.options().get((int) codes[i]);
          });
    }
    return values;
  }

  /// The value of a real hyperparameter.
  ///
  /// @throws IllegalArgumentException if the space has no real hyperparameter of that name
  public double real(String name) {
    return value(name, Double.class);
  }

  /// The value of a whole hyperparameter.
  ///
  /// @throws IllegalArgumentException if the space has no whole hyperparameter of that name
  public int whole(String name) {
    return value(name, Integer.class);
  }

  /// The option of a choice.
  ///
  /// @throws IllegalArgumentException if the space has no choice of that name
  public String choice(String name) {
    return value(name, String.class);
  }

  private <T> T value(String name, Class<T> type) {
    Object value = values().get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "no hyperparameter %s of type %s in %s"
              .formatted(name, type.getSimpleName(), space.hyperparameters()));
    }
    return type.cast(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point point
        && space.equals(point.space)
        && Arrays.equals(codes, point.codes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(codes);
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
