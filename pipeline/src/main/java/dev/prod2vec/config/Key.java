package dev.prod2vec.config;

import dev.prod2vec.config.ValueType.Meaning;
import dev.prod2vec.setting.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One key of the config.
///
/// @param name in kebab-case with its section, for example `training.learning-rate`
/// @param type what its values are
/// @param description one sentence with unit and range
/// @param defaultValue an [Integer], [Long], [Double], [Boolean], [String], [Enum] or a [List] of
///   texts
public record Key(String name, ValueType type, String description, Object defaultValue) {

  /// All keys in the order of the records' components.
  public static final List<Key> ALL = List.copyOf(keys("", Config.class, Config.DEFAULT));

  private static final Map<String, Key> BY_NAME = byName();

  /// The key of this name.
  static @Nullable Key named(String name) {
    return BY_NAME.get(name);
  }

  /// The flag: `--training.learning-rate`.
  public String flag() {
    return "--" + name;
  }

  /// The default as YAML: `0.1`, `skip-gram`, `[]`.
  public String defaultText() {
    return ConfigYaml.value(ConfigTree.plain(defaultValue));
  }

  /// The environment variable: `PROD2VEC_TRAINING_LEARNING_RATE`.
  public String environmentVariable() {
    return Environment.PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// The key's section, empty for a key at the top.
  public String section() {
    return name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
  }

  /// `learningRate` as `learning-rate`; `SKIP_GRAM` as `skip-gram`.
  static String kebabCase(String javaName) {
    String words =
        javaName.contains("_") || javaName.equals(javaName.toUpperCase(Locale.ROOT))
            ? javaName.replace('_', '-')
            : javaName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
    return words.toLowerCase(Locale.ROOT);
  }

  /// What `component` is described as.
  static String description(RecordComponent component) {
    return setting(component).value();
  }

  private static Setting setting(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new AssertionError(component.getDeclaringRecord() + " has no @Setting at " + component);
    }
    return setting;
  }

  /// The value of `component` in `record`.
  static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("accessors of config records are public: " + component, e);
    }
  }

  private static List<Key> keys(String prefix, Class<? extends Record> section, Record defaults) {
    List<Key> keys = new ArrayList<>();
    for (RecordComponent component : section.getRecordComponents()) {
      String name = prefix + kebabCase(component.getName());
      Object value = value(component, defaults);
      if (value instanceof Record part) {
        keys.addAll(keys(name + ".", part.getClass(), part));
      } else {
        keys.add(new Key(name, type(component), description(component), value));
      }
    }
    return keys;
  }

  private static ValueType type(RecordComponent component) {
    Meaning meaning = setting(component).path() ? Meaning.PATH : Meaning.TEXT;
    Type type = component.getGenericType();
    if (type instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] == String.class) {
      return new ValueType.TextList(meaning);
    }
    return ValueType.of(component.getType(), meaning);
  }

  private static Map<String, Key> byName() {
    Map<String, Key> byName = new TreeMap<>();
    ALL.forEach(key -> byName.put(key.name(), key));
    return byName;
  }
}
