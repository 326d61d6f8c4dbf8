package dev.prod2vec.study;

import dev.prod2vec.file.Json;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Pruner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;

/// What identifies a study: everything that its trials depend on. The first line of
/// `tuning-study.jsonl`.
///
/// @param metric metric that trials are compared by
/// @param baskets number of validation baskets that the metric is computed on
/// @param pruner rule that stops trials early
/// @param seed seed of the search
/// @param parameters ranges that are searched, as the config has them
/// @param training the training's other values; without threads, on which no result depends
/// @param data SHA-256 of the files for training and validation
public record StudyKey(
    Measure metric,
    int baskets,
    Pruner pruner,
    long seed,
    Map<String, Object> parameters,
    Map<String, Object> training,
    Map<String, String> data) {

  public StudyKey {
    parameters = new LinkedHashMap<>(parameters);
    training = new LinkedHashMap<>(training);
    data = new LinkedHashMap<>(data);
  }

  /// The key of a study.
  public static StudyKey of(
      TuningConfig tuning, TrainingConfig base, int baskets, Map<String, String> data) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", tuning.objective());
    parameters.put("dim", tuning.dim());
    parameters.put("epochs", tuning.epochs());
    parameters.put("learning-rate", tuning.learningRate());
    parameters.put("negatives", tuning.negatives());
    parameters.put("noise-exponent", tuning.noiseExponent());
    parameters.put("dropout", tuning.dropout());
    Map<String, Object> training = new LinkedHashMap<>();
    Json.MAPPER
        .convertValue(base, new TypeReference<Map<String, Object>>() {})
        .forEach((key, value) -> training.put(key, String.valueOf(value)));
    training.remove("threads");
    return new StudyKey(
        tuning.metric(), baskets, tuning.pruner(), tuning.seed(), parameters, training, data);
  }

  /// Does nothing if this is the same study as `other`.
  ///
  /// @param file the file of `other`
  /// @throws WrongUseException naming what differs
  void requireSame(StudyKey other, String file) {
    Map<String, Object> ours = flat(this);
    Map<String, Object> theirs = flat(other);
    ours.forEach((key, value) -> {
      if (!Objects.equals(value, theirs.get(key))) {
        throw new WrongUseException(
            "%s: this study has %s %s, but the config now has %s\nhint: set it back, or begin a new study in another folder"
                .formatted(file, key, theirs.get(key), value));
      }
    });
  }

  private static Map<String, Object> flat(StudyKey study) {
    Map<String, Object> flat = new LinkedHashMap<>();
    flat.put("tuning.metric", study.metric());
    flat.put("tuning.pruner", study.pruner());
    flat.put("tuning.seed", study.seed());
    study.parameters().forEach((key, value) -> flat.put("tuning." + key, value));
    study.training().forEach((key, value) -> flat.put("training." + key, value));
    study.data().forEach(flat::put);
    flat.put("validation baskets", study.baskets());
    return flat;
  }
}
