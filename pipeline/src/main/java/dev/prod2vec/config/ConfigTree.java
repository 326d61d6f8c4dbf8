package dev.prod2vec.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The config as nested maps of plain values: how it stands in a manifest.
public final class ConfigTree {
  /// The keys that have keys below them.
  static final List<String> SECTIONS =
      Key.ALL.stream().map(Key::section).filter(name -> !name.isEmpty()).distinct().toList();

  private ConfigTree() {}

  /// All keys with their values: numbers, booleans, texts, lists of texts.
  public static Map<String, Object> of(Config config) {
    return of(flat(config));
  }

  static Map<String, Object> of(Map<Key, Object> values) {
    Map<String, Object> tree = new LinkedHashMap<>();
    values.forEach((key, value) -> {
      String section = key.section();
      if (section.isEmpty()) {
        tree.put(key.name(), value);
      } else {
        @SuppressWarnings("unchecked")
        Map<String, Object> part =
            (Map<String, Object>)
                tree.computeIfAbsent(section, _ -> new LinkedHashMap<String, Object>());
        part.put(key.name().substring(section.length() + 1), value);
      }
    });
    return tree;
  }

  /// Each key's name with its value as it is written in YAML.
  public static SequencedMap<String, String> texts(Config config) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    flat(config).forEach((key, value) -> texts.put(key.name(), text(value)));
    return texts;
  }

  /// The same for a page that is sent to others: paths are without their folders.
  public static SequencedMap<String, String> textsWithoutFolders(Config config) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    flat(config)
        .forEach(
            (key, value) -> texts.put(key.name(), text(ConfigPaths.withoutFolders(key, value))));
    return texts;
  }

  /// A plain value as it is written in YAML.
  public static String text(Object value) {
    return ConfigYaml.value(value);
  }

  /// The config that [#of] made `tree` from.
  ///
  /// @param origin the file it was read from
  /// @throws dev.prod2vec.setting.WrongUseException listing all unknown keys and wrong values
  public static Config parse(Map<String, ?> tree, String origin) {
    Faults faults = new Faults();
    ConfigValues values = new ConfigValues(faults);
    Origin file = new Origin.File(origin, 0);
    tree.forEach((name, value) -> {
      if (SECTIONS.contains(name) && value instanceof Map<?, ?> part) {
        part.forEach((key, inner) -> values.add(given(name + "." + key, inner, file)));
      } else {
        values.add(given(name, value, file));
      }
    });
    Config config = values.config();
    faults.throwIfAny();
    return config;
  }

  /// Each key's value, an enum's constant by its name in kebab-case.
  static Map<Key, Object> flat(Config config) {
    List<Object> values = new ArrayList<>();
    collect(config, values);
    Map<Key, Object> flat = new LinkedHashMap<>();
    for (int k = 0; k < values.size(); k++) {
      flat.put(Key.ALL.get(k), plain(values.get(k)));
    }
    return flat;
  }

  /// Each key's value as [#flat] has it, paths absolute.
  static Map<Key, Object> withAbsolutePaths(Config config) {
    Map<Key, Object> values = flat(config);
    values.replaceAll(ConfigPaths::absolute);
    return values;
  }

  /// `value` with an enum's constant by its name in kebab-case.
  static Object plain(Object value) {
    return value instanceof Enum<?> constant ? Key.kebabCase(constant.name()) : value;
  }

  private static Given given(String key, Object value, Origin origin) {
    List<String> values =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of(String.valueOf(value));
    return new Given(key, values, origin);
  }

  /// Adds the values of all keys in the order of [Key#ALL].
  private static void collect(Record section, List<Object> values) {
    for (RecordComponent component : section.getClass().getRecordComponents()) {
      Object value = Key.value(component, section);
      if (value instanceof Record part) {
        collect(part, values);
      } else {
        values.add(value);
      }
    }
  }
}
