package dev.prod2vec.container;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.schema.ConfigTree;
import dev.prod2vec.setting.KebabCase;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.TrainingSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The settings of a job as SageMaker passes them on: keys of the config, and texts.
///
/// @param config training, evaluation and the metric of a search; everything else is the default
/// @param trial whether the job is a trial of a search
public record Hyperparameters(Config config, TrainingSet orders, Trial trial) {
  private static final String ORDERS = "orders";
  private static final String METRIC = "tuning.metric";
  private static final String TRAINING = "training.";
  private static final String EVALUATION = "evaluation.";
  private static final List<String> LEFT_OUT =
      List.of("training.threads", "evaluation.bootstrap-samples");

  /// SageMaker adds it to the trials of a tuning job.
  private static final String OBJECTIVE_METRIC = "_tuning_objective_metric";

  /// Whether a job is one of many whose models are compared.
  public enum Trial {
    /// It is not.
    NO,
    /// It is.
    YES
  }

  /// The texts for a training on its own.
  public static SequencedMap<String, String> texts(Config config, TrainingSet orders) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    ConfigTree.flagTexts(config)
        .forEach((key, value) -> {
          if ((key.startsWith(TRAINING) || key.startsWith(EVALUATION) || key.equals(METRIC))
              && !LEFT_OUT.contains(key)) {
            texts.put(key, value);
          }
        });
    texts.put(ORDERS, KebabCase.of(orders));
    return texts;
  }

  /// The name of the hyperparameter of one of training's keys.
  public static String name(String trainingKey) {
    return TRAINING + trainingKey;
  }

  /// The training's key of a hyperparameter; empty if it is none of the training's.
  public static Optional<String> trainingKey(String name) {
    return name.startsWith(TRAINING)
        ? Optional.of(name.substring(TRAINING.length()))
        : Optional.empty();
  }

  /// Reads texts.
  ///
  /// @throws WrongUseException listing everything unknown or wrong
  static Hyperparameters parse(Map<String, String> texts) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    TrainingSet orders = TrainingSet.TRAINING;
    Trial trial = Trial.NO;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      switch (text.getKey()) {
        case ORDERS -> orders = orders(text.getValue());
        case OBJECTIVE_METRIC -> trial = Trial.YES;
        // SageMaker's own hyperparameters.
        case String name when name.startsWith("_") || name.startsWith("sagemaker_") -> {}
        case String name -> keys.put(name, List.of(text.getValue()));
      }
    }
    Config config = Config.SCHEMA.load(Optional.empty(), Map.of(), keys).config();
    return new Hyperparameters(config, orders, trial);
  }

  /// Jobs with the same value may resume from each other's checkpoints: they have the same
  /// hyperparameters.
  static String checkpointKey(Map<String, String> texts) {
    return Sha256.ofText(new TreeMap<>(texts).toString()).substring(0, 16);
  }

  private static TrainingSet orders(String text) {
    for (TrainingSet orders : TrainingSet.values()) {
      if (KebabCase.of(orders).equals(text)) {
        return orders;
      }
    }
    throw new WrongUseException("orders must be training or all, but is \"%s\"".formatted(text));
  }
}
