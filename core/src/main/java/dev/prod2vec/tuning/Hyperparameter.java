package dev.prod2vec.tuning;

import static dev.prod2vec.setting.Require.require;

import java.util.HashSet;
import java.util.List;

/// A name and the values that a search may choose for it.
public sealed interface Hyperparameter {
  /// Not blank; unique in its space.
  String name();

  /// A real number from `min` to `max`, both included. A range of one number is allowed.
  record Real(String name, double min, double max, Scale scale) implements Hyperparameter {
    /// @throws IllegalArgumentException if the name is blank, an end is not finite, `min` is above
    ///   `max`, or the scale is logarithmic and `min` is not above 0
    public Real {
      requireName(name);
      require(
          Double.isFinite(min) && Double.isFinite(max) && Double.isFinite(max - min),
          "%s: the range must be finite, but is %s to %s",
          name,
          min,
          max);
      require(
          min <= max, "%s: min must not be above max, but the range is %s to %s", name, min, max);
      require(
          scale == Scale.LINEAR || min > 0,
          "%s: a logarithmic range must begin above 0, but begins at %s",
          name,
          min);
    }
  }

  /// A whole number from `min` to `max`, both included. A range of one number is allowed.
  record Whole(String name, int min, int max, Scale scale) implements Hyperparameter {
    /// @throws IllegalArgumentException if the name is blank, `min` is above `max`, or the scale is
    ///   logarithmic and `min` is below 1
    public Whole {
      requireName(name);
      require(
          min <= max, "%s: min must not be above max, but the range is %d to %d", name, min, max);
      require(
          scale == Scale.LINEAR || min >= 1,
          "%s: a logarithmic range must begin at 1 or above, but begins at %d",
          name,
          min);
    }
  }

  /// One of a few words, which have no order.
  record Choice(String name, List<String> options) implements Hyperparameter {
    /// @throws IllegalArgumentException if the name is blank, or there are no options, or one twice
    public Choice {
      requireName(name);
      options = List.copyOf(options);
      require(!options.isEmpty(), "%s: a choice needs at least one option", name);
      require(
          new HashSet<>(options).size() == options.size(),
          "%s: options must differ, but are %s",
          name,
          options);
    }
  }

  private static void requireName(String name) {
    require(!name.isBlank(), "a hyperparameter needs a name");
  }
}
