package dev.prod2vec.study;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Component;
import dev.prod2vec.setting.InvalidSettingException;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.ValueType;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Point;
import dev.prod2vec.tuning.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Points of a space as settings of the training, and back. A hyperparameter is a component of
/// [TuningConfig] that is called as one of [TrainingConfig] is, and holds a range of it as text, or
/// a list of words to choose from.
public final class TrainingSpace {
  private TrainingSpace() {}

  /// @param tuning the values of a [TuningConfig] by their components
  /// @throws InvalidSettingException naming the hyperparameter, if a range is none or goes beyond
  ///   what the training allows, or all are empty
  static Space of(Map<String, Object> tuning) {
    List<String> names = new ArrayList<>();
    List<Hyperparameter> searched = new ArrayList<>();
    tuning.forEach((name, range) -> {
      if (isSearchable(name, range)) {
        names.add(name);
        try {
          hyperparameter(name, range).ifPresent(searched::add);
        } catch (IllegalArgumentException e) {
          throw new InvalidSettingException(List.of(name), String.valueOf(e.getMessage()));
        }
      }
    });
    require(
        !searched.isEmpty(),
        names,
        "%s and %s must not all be empty: there is nothing to search",
        String.join(", ", names.subList(0, names.size() - 1)),
        names.getLast());
    return new Space(searched);
  }

  private static boolean isSearchable(String name, Object range) {
    return (range instanceof String || range instanceof List<?>)
        && Records.components(TrainingConfig.class).stream()
            .anyMatch(component -> component.name().equals(name));
  }

  /// What a range stands for, if it is not empty.
  private static Optional<Hyperparameter> hyperparameter(String name, Object range) {
    return switch (range) {
      case List<?> words ->
          words.isEmpty()
              ? Optional.empty()
              : Optional.of(choice(name, words.stream().map(String::valueOf).toList()));
      case String text when text.isBlank() -> Optional.empty();
      default -> Optional.of(numbers(name, range.toString()));
    };
  }

  private static Hyperparameter choice(String name, List<String> words) {
    List<String> known = type(name) instanceof ValueType.OneOf set ? set.names() : List.of();
    for (String word : words) {
      require(
          known.contains(word),
          "%s must be some of %s, but has \"%s\"",
          name,
          String.join(", ", known),
          word);
    }
    return new Hyperparameter.Choice(name, words);
  }

  private static Hyperparameter numbers(String name, String range) {
    if (type(name) instanceof ValueType.IntNumber) {
      Hyperparameter.Whole whole = Ranges.whole(name, range);
      requireAllowed(name, whole.min(), whole.max());
      return whole;
    }
    Hyperparameter.Real real = Ranges.real(name, range);
    requireAllowed(name, real.min(), real.max());
    return real;
  }

  private static void requireAllowed(String name, Object min, Object max) {
    var _ = with(with(TrainingConfig.DEFAULT, name, min), name, max);
  }

  /// Whether a training may have this value of a hyperparameter.
  public static boolean allows(String name, Object value) {
    try {
      var _ = with(TrainingConfig.DEFAULT, name, value);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// The training of a point: its values, and those of `base` for what is not searched.
  public static TrainingConfig training(Point point, TrainingConfig base) {
    TrainingConfig training = base;
    for (Map.Entry<String, Object> value : point.values().entrySet()) {
      training = with(training, value.getKey(), value.getValue());
    }
    return training;
  }

  /// The point of a training; empty if a value is outside its range.
  public static Optional<Point> point(Space space, TrainingConfig training) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Hyperparameter searched : space.hyperparameters()) {
      values.put(searched.name(), ValueType.plain(component(searched.name()).of(training)));
    }
    return point(space, values);
  }

  /// The point with these values; empty if a name is missing or unknown or a value is not allowed.
  static Optional<Point> point(Space space, Map<String, ?> values) {
    try {
      return Optional.of(space.point(values));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static TrainingConfig with(TrainingConfig training, String name, Object value) {
    boolean isWord = type(name) instanceof ValueType.OneOf;
    return Records.with(training, name, isWord ? type(name).parse(value.toString()) : value);
  }

  private static ValueType type(String name) {
    Component component = component(name);
    return component.valueType(component.of(TrainingConfig.DEFAULT));
  }

  private static Component component(String name) {
    return Records.component(TrainingConfig.class, name);
  }
}
