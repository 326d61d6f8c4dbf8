package dev.prod2vec.schema;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The config as nested maps of plain values: how it stands in a manifest.
public final class ConfigTree {
  private ConfigTree() {}

  /// All keys with their values: numbers, booleans, texts, lists of texts.
  public static Map<String, Object> of(Record config) {
    return of(values(config));
  }

  static Map<String, Object> of(Map<Key, Object> values) {
    Map<String, Object> tree = new LinkedHashMap<>();
    values.forEach((key, value) -> {
      Map<String, Object> part = tree;
      for (String group : key.groups()) {
        part = part(part, group);
      }
      part.put(key.lastName(), value);
    });
    return tree;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> part(Map<String, Object> tree, String group) {
    return (Map<String, Object>)
        tree.computeIfAbsent(group, _ -> new LinkedHashMap<String, Object>());
  }

  /// Each key's name with its value as it is written in YAML.
  public static SequencedMap<String, String> texts(Record config) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    values(config).forEach((key, value) -> texts.put(key.name(), text(value)));
    return texts;
  }

  /// As [#texts], as flags take them: the texts of a list with commas between them.
  public static SequencedMap<String, String> flagTexts(Record config) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    values(config)
        .forEach((key, value) ->
            texts.put(
                key.name(),
                value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(joining(","))
                    : text(value)));
    return texts;
  }

  /// As [#texts], with paths cut to their last names, for a page that is sent to others.
  public static SequencedMap<String, String> textsWithoutFolders(Record config) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    values(config)
        .forEach(
            (key, value) -> texts.put(key.name(), text(ConfigPaths.withoutFolders(key, value))));
    return texts;
  }

  /// A plain value as it is written in YAML.
  public static String text(Object value) {
    return ConfigYaml.value(value);
  }

  /// Each key's value, paths absolute.
  static Map<Key, Object> withAbsolutePaths(Record config) {
    Map<Key, Object> values = values(config);
    values.replaceAll(ConfigPaths::absolute);
    return values;
  }

  private static <R extends Record> Map<Key, Object> values(R config) {
    return Schema.of(config).values(config);
  }
}
