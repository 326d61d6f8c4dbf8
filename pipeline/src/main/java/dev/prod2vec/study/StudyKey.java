package dev.prod2vec.study;

import dev.prod2vec.file.Json;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.tuning.Pruner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;

/// What a study is known by, since its trials depend on it: the first line of `tuning-study.jsonl`.
///
/// @param metric what trials are judged by
/// @param baskets validation baskets that the metric is taken on
/// @param pruner which trials are stopped early
/// @param seed of the search
/// @param parameters ranges that are searched, as the config has them
/// @param training values of what is not searched; without threads, which no result depends on
/// @param data SHA-256 of the files that are trained and judged on
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

  /// The head of a study.
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
  /// @param file where `other` stands
  /// @throws WrongUseException naming what differs
  void requireSame(StudyKey other, String file) {
    Map<String, Object> ours = flat(this);
    Map<String, Object> theirs = flat(other);
    ours.forEach((key, value) -> {
      if (!Objects.equals(value, theirs.get(key))) {
        throw new WrongUseException(
            "%s: this study was begun with %s %s, but now it is %s\nhint: go back to that, or begin a new study in another folder"
                .formatted(file, key, theirs.get(key), value));
      }
    });
  }

  private static Map<String, Object> flat(StudyKey head) {
    Map<String, Object> flat = new LinkedHashMap<>();
    flat.put("tuning.metric", head.metric());
    flat.put("tuning.pruner", head.pruner());
    flat.put("tuning.seed", head.seed());
    head.parameters().forEach((key, value) -> flat.put("tuning." + key, value));
    head.training().forEach((key, value) -> flat.put("training." + key, value));
    head.data().forEach(flat::put);
    flat.put("validation baskets", head.baskets());
    return flat;
  }
}
