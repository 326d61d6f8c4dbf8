package dev.prod2vec.schema;

import dev.prod2vec.setting.Section.Scope;
import dev.prod2vec.setting.ValueType;
import java.util.List;
import java.util.Locale;

/// One key of a config.
///
/// @param name in kebab-case with its section, for example `training.learning-rate`
/// @param type what its values are
/// @param description one sentence with unit and range
/// @param defaultValue as its record holds it
/// @param formerNames names that it had in earlier versions, with its section
/// @param scope whether its value belongs to a run or to a machine, or only names a run
public record Key(
    String name,
    ValueType type,
    String description,
    Object defaultValue,
    List<String> formerNames,
    Scope scope) {
  public Key {
    formerNames = List.copyOf(formerNames);
  }

  /// The flag: `--training.learning-rate`.
  public String flag() {
    return flag(name);
  }

  /// The default as YAML: `0.1`, `skip-gram`, `[]`.
  public String defaultText() {
    return ConfigYaml.value(ValueType.plain(defaultValue));
  }

  /// The environment variable: `PROD2VEC_TRAINING_LEARNING_RATE`.
  public String environmentVariable() {
    return environmentVariable(name);
  }

  /// The key's section, empty for a key at the top.
  public String section() {
    return name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
  }

  /// Its section and the group in it, if there are such: `orders` and `csv`.
  List<String> groups() {
    return parts().subList(0, parts().size() - 1);
  }

  /// Its name in its section or group.
  String lastName() {
    return parts().getLast();
  }

  private List<String> parts() {
    return List.of(name.split("\\.", -1));
  }

  static String flag(String name) {
    return "--" + name;
  }

  static String environmentVariable(String name) {
    return Environment.PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
