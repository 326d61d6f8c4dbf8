package dev.prod2vec.study;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.training.Objective;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Point;
import dev.prod2vec.tuning.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Points of a space as settings of the training, and back. Names are those of the config's keys.
public final class TrainingSpace {
  private static final String OBJECTIVE = "objective";
  private static final String DIM = "dim";
  private static final String EPOCHS = "epochs";
  private static final String LEARNING_RATE = "learning-rate";
  private static final String NEGATIVES = "negatives";
  private static final String NOISE_EXPONENT = "noise-exponent";
  private static final String DROPOUT = "dropout";

  private TrainingSpace() {}

  /// @throws IllegalArgumentException naming the hyperparameter, if a range is none or goes beyond
  ///   what the training allows, or all are empty
  static Space of(
      List<String> objectives,
      String dim,
      String epochs,
      String learningRate,
      String negatives,
      String noiseExponent,
      String dropout) {
    List<Hyperparameter> searched = new ArrayList<>();
    if (!objectives.isEmpty()) {
      for (String objective : objectives) {
        require(
            names().contains(objective),
            "objective must be some of %s, but has \"%s\"",
            String.join(", ", names()),
            objective);
      }
      searched.add(new Hyperparameter.Choice(OBJECTIVE, objectives));
    }
    whole(searched, DIM, dim);
    whole(searched, EPOCHS, epochs);
    real(searched, LEARNING_RATE, learningRate);
    whole(searched, NEGATIVES, negatives);
    real(searched, NOISE_EXPONENT, noiseExponent);
    real(searched, DROPOUT, dropout);
    require(
        !searched.isEmpty(),
        "objective, dim, epochs, learning-rate, negatives, noise-exponent and dropout must not all be"
            + " empty: there is nothing to search");
    return new Space(searched);
  }

  private static void whole(List<Hyperparameter> searched, String name, String range) {
    if (!range.isBlank()) {
      var whole = Ranges.whole(name, range);
      with(TrainingConfig.DEFAULT, name, whole.min());
      with(TrainingConfig.DEFAULT, name, whole.max());
      searched.add(whole);
    }
  }

  private static void real(List<Hyperparameter> searched, String name, String range) {
    if (!range.isBlank()) {
      var real = Ranges.real(name, range);
      with(TrainingConfig.DEFAULT, name, real.min());
      with(TrainingConfig.DEFAULT, name, real.max());
      searched.add(real);
    }
  }

  /// Whether a training may have this value of a hyperparameter.
  public static boolean allows(String name, Object value) {
    try {
      with(TrainingConfig.DEFAULT, name, value);
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
      values.put(searched.name(), value(training, searched.name()));
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
    return switch (name) {
      case OBJECTIVE -> training.withObjective(objective((String) value));
      case DIM -> training.withDim((int) value);
      case EPOCHS -> training.withEpochs((int) value);
      case LEARNING_RATE -> training.withLearningRate((double) value);
      case NEGATIVES -> training.withNegatives((int) value);
      case NOISE_EXPONENT -> training.withNoiseExponent((double) value);
      case DROPOUT -> training.withDropout((double) value);
      default -> throw new IllegalArgumentException("no hyperparameter of the training: " + name);
    };
  }

  private static Object value(TrainingConfig training, String name) {
    return switch (name) {
      case OBJECTIVE -> name(training.objective());
      case DIM -> training.dim();
      case EPOCHS -> training.epochs();
      case LEARNING_RATE -> training.learningRate();
      case NEGATIVES -> training.negatives();
      case NOISE_EXPONENT -> training.noiseExponent();
      case DROPOUT -> training.dropout();
      default -> throw new IllegalArgumentException("no hyperparameter of the training: " + name);
    };
  }

  private static List<String> names() {
    return Arrays.stream(Objective.values()).map(TrainingSpace::name).toList();
  }

  private static String name(Objective objective) {
    return objective.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Objective objective(String name) {
    return Objective.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
