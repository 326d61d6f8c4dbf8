package dev.prod2vec.tuning;

import static dev.prod2vec.setting.Require.require;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The hyperparameters that are searched together. Immutable.
///
/// @param hyperparameters at least one; names are unique
public record Space(List<Hyperparameter> hyperparameters) {
  /// @throws IllegalArgumentException if there is no hyperparameter, or two have the same name
  public Space {
    hyperparameters = List.copyOf(hyperparameters);
    require(!hyperparameters.isEmpty(), "a space needs at least one hyperparameter");
    Set<String> names = new HashSet<>();
    for (Hyperparameter hyperparameter : hyperparameters) {
      require(
          names.add(hyperparameter.name()),
          "two hyperparameters have the name %s",
          hyperparameter.name());
    }
  }

  public static Space of(Hyperparameter... hyperparameters) {
    return new Space(List.of(hyperparameters));
  }

  /// Number of different points; infinite if there is a range of real numbers.
  public double size() {
    double size = 1;
    for (Hyperparameter hyperparameter : hyperparameters) {
      size *= Axis.of(hyperparameter).size();
    }
    return size;
  }

  /// The point with these values, as [Point#values] gives them; for a real or a whole
  /// hyperparameter, any type of number in its range will do.
  ///
  /// @throws IllegalArgumentException if a name is missing or unknown, or a value is not allowed
  public Point point(Map<String, ?> values) {
    double[] codes = new double[hyperparameters.size()];
    for (int i = 0; i < codes.length; i++) {
      Hyperparameter hyperparameter = hyperparameters.get(i);
      String name = hyperparameter.name();
      Object value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("%s: no value in %s".formatted(name, values));
      }
      codes[i] = code(hyperparameter, value);
    }
    for (String name : values.keySet()) {
      require(
          hyperparameters.stream().anyMatch(h -> h.name().equals(name)),
          "%s: the space has no such hyperparameter; it has %s",
          name,
          hyperparameters.stream().map(Hyperparameter::name).toList());
    }
    return new Point(this, codes);
  }

  private static double code(Hyperparameter hyperparameter, Object value) {
    double number = value instanceof Number n ? n.doubleValue() : Double.NaN;
    return switch (hyperparameter) {
      case Hyperparameter.Real(var name, var min, var max, _) -> {
        require(
            number >= min && number <= max,
            "%s must be a number from %s to %s, but is %s",
            name,
            min,
            max,
            value);
        yield number;
      }
      case Hyperparameter.Whole(var name, var min, var max, _) -> {
        require(
            number >= min && number <= max && number == Math.rint(number),
            "%s must be a whole number from %d to %d, but is %s",
            name,
            min,
            max,
            value);
        yield number;
      }
      case Hyperparameter.Choice(var name, var options) -> {
        int index = value instanceof String option ? options.indexOf(option) : -1;
        require(index >= 0, "%s must be one of %s, but is %s", name, options, value);
        yield index;
      }
    };
  }
}
