package dev.prod2vec.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A run whose vectors a training starts with.
///
/// @param id the run's id; the name of the folder of a model that is no run
/// @param folder with the run's files, to read
/// @param config the run's config as a manifest has it; empty if it is not known
public record EarlierRun(String id, Path folder, Map<String, Object> config) {
  public EarlierRun {
    config = new LinkedHashMap<>(config);
  }

  /// A value of its section `baskets`, as text; empty text if it is not known.
  String basketSetting(String key) {
    return config.get("baskets") instanceof Map<?, ?> baskets
        ? Objects.toString(baskets.get(key), "")
        : "";
  }
}
