package dev.prod2vec.cli;

import dev.prod2vec.setting.Section.Scope;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// What distinguishes runs: their data, and the settings that differ between them.
///
/// @param keys names of the settings that differ between runs
record RunDifferences(Set<String> keys) {
  /// Settings that are shown as data, or that have no effect on the result.
  private static final Set<String> NOT_SETTINGS =
      Set.of("orders.files", "orders.table", "orders.query", "training.threads");

  RunDifferences {
    keys = new LinkedHashSet<>(keys);
  }

  /// @param configs of all runs, as their manifests hold them
  static RunDifferences of(List<Map<String, Object>> configs) {
    List<Map<String, String>> all = configs.stream().map(RunDifferences::flat).toList();
    Set<String> keys = new LinkedHashSet<>();
    all.forEach(config -> keys.addAll(config.keySet()));
    keys.removeIf(key ->
        NOT_SETTINGS.contains(key)
            || !isOfRun(key)
            || all.stream().map(config -> config.getOrDefault(key, "")).distinct().count() < 2);
    return new RunDifferences(keys);
  }

  /// Whether a key is neither of the machine nor a label; one that this version does not know is.
  private static boolean isOfRun(String key) {
    return ProgramConfig.SCHEMA.key(key).map(known -> known.scope() == Scope.RUN).orElse(true);
  }

  /// `dim=64 epochs=20`; empty where all runs are alike.
  String settings(Map<String, Object> config) {
    Map<String, String> flat = flat(config);
    return keys.stream()
        .filter(flat::containsKey)
        .map(key -> key.substring(key.indexOf('.') + 1) + "=" + flat.get(key))
        .collect(Collectors.joining(" "));
  }

  /// The name of the first file of orders, and how many more there are; or the table of a database.
  static String data(Map<String, Object> config) {
    if (!(config.get("orders") instanceof Map<?, ?> orders)) {
      return "";
    } else if (orders.get("files") instanceof List<?> files && !files.isEmpty()) {
      String first = String.valueOf(files.getFirst());
      String name = first.substring(first.lastIndexOf('/') + 1);
      return files.size() == 1 ? name : "%s and %d more".formatted(name, files.size() - 1);
    }
    String table = Objects.toString(orders.get("table"), "");
    return table.isEmpty() && !Objects.toString(orders.get("query"), "").isEmpty()
        ? "a query"
        : table;
  }

  private static Map<String, String> flat(Map<String, Object> config) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", config, flat);
    return flat;
  }

  private static void flatten(String prefix, Map<?, ?> keys, Map<String, String> flat) {
    keys.forEach((key, value) -> {
      if (value instanceof Map<?, ?> part) {
        flatten(prefix + key + ".", part, flat);
      } else {
        flat.put(prefix + key, String.valueOf(value));
      }
    });
  }
}
