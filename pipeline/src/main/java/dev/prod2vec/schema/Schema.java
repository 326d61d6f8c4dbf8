package dev.prod2vec.schema;

import static java.util.Objects.requireNonNull;

import dev.prod2vec.setting.Choice;
import dev.prod2vec.setting.Component;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Section;
import dev.prod2vec.setting.Section.Scope;
import dev.prod2vec.setting.Sections;
import dev.prod2vec.setting.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys of a config: of any record whose components carry `@Setting`. A component that is such
/// a record itself is a section; [Sections] are sections of other modules. A record in a section is
/// a group of its keys: `orders.csv.delimiter`.
///
/// @param <R> the config's record
public final class Schema<R extends Record> {
  /// A section with its keys.
  ///
  /// @param name empty for the keys at the top
  public record Part(String name, String description, List<Key> keys) {
    public Part {
      keys = List.copyOf(keys);
    }
  }

  private final R defaults;
  private final List<Part> parts;
  private final List<Key> keys;
  private final Map<String, Key> byName = new HashMap<>();
  private final Map<String, Key> byFormerName = new HashMap<>();

  private Schema(R defaults) {
    this.defaults = defaults;
    this.parts = parts(defaults);
    this.keys = parts.stream().flatMap(part -> part.keys().stream()).toList();
    for (Key key : keys) {
      if (byName.put(key.name(), key) != null) {
        throw new IllegalArgumentException("two keys are called " + key.name());
      }
      key.formerNames().forEach(name -> byFormerName.put(name, key));
    }
  }

  /// The schema of the configs that are like `defaults`: of its type, with its sections and
  /// choices.
  public static <R extends Record> Schema<R> of(R defaults) {
    return new Schema<>(defaults);
  }

  /// The config with the default of every key.
  public R defaults() {
    return defaults;
  }

  /// All keys, section by section, those at the top last.
  public List<Key> keys() {
    return keys;
  }

  /// The sections, and last the keys at the top.
  public List<Part> parts() {
    return parts;
  }

  /// The key of a name.
  public Optional<Key> key(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// The key that once had a name.
  public Optional<Key> formerly(String name) {
    return Optional.ofNullable(byFormerName.get(name));
  }

  /// Reads the file, the environment and the flags; a later one wins over an earlier one.
  ///
  /// @param file the config file; none: no file is read
  /// @param environment all variables; those without the prefix `PROD2VEC_` are ignored
  /// @param flags values by key as on the command line; lists with commas or given several times
  /// @throws dev.prod2vec.setting.WrongUseException listing all faults at once
  public EffectiveConfig<R> load(
      Optional<Path> file, Map<String, String> environment, Map<String, List<String>> flags) {
    Faults faults = new Faults();
    ConfigValues<R> values = new ConfigValues<>(this, faults);
    file.ifPresent(path ->
        YamlFile.read(this, path, faults)
            .forEach(given -> values.add(ConfigPaths.fromFile(this, path, given))));
    Environment.read(this, environment, faults).forEach(values::add);
    flags.forEach((name, texts) -> values.add(flag(name, texts)));
    R config = values.config();
    faults.throwIfAny();
    return new EffectiveConfig<>(config, values.origins(), file);
  }

  private Given flag(String name, List<String> texts) {
    List<String> split =
        key(name)
            .map(key -> texts.stream().flatMap(text -> Lists.split(key, text).stream()).toList())
            .orElse(texts);
    return new Given(name, split, new Origin.Flag(Key.flag(name)));
  }

  /// The config that [ConfigTree#of] made `tree` from, in this version or an earlier one.
  ///
  /// @param origin the file it was read from
  /// @throws dev.prod2vec.setting.WrongUseException listing all unknown keys and wrong values
  public R parse(Map<String, ?> tree, String origin) {
    Faults faults = new Faults();
    ConfigValues<R> values = new ConfigValues<>(this, faults);
    Origin file = new Origin.File(origin, 0);
    add("", tree, file, values);
    R config = values.config();
    faults.throwIfAny();
    return config;
  }

  private void add(String prefix, Map<?, ?> tree, Origin file, ConfigValues<R> values) {
    tree.forEach((key, value) -> {
      String name = prefix + key;
      if (hasKeys(name) && value instanceof Map<?, ?> part) {
        add(name + ".", part, file, values);
      } else {
        values.add(written(name, value, file));
      }
    });
  }

  /// An earlier version wrote the names of its time.
  private Given written(String name, Object value, Origin origin) {
    List<String> values =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of(String.valueOf(value));
    return new Given(formerly(name).map(Key::name).orElse(name), values, origin);
  }

  /// Whether it is the name of a section, or of a group of keys in one.
  boolean hasKeys(String name) {
    return sections().contains(name)
        || keys.stream().anyMatch(key -> key.name().startsWith(name + "."));
  }

  List<String> sections() {
    return parts.stream().map(Part::name).filter(name -> !name.isEmpty()).toList();
  }

  /// Each key's value in a config, one of a closed set by its name.
  Map<Key, Object> values(R config) {
    // A config would have its own values by default if it stood for the defaults.
    Map<String, Key> own = of(config).byName;
    Map<Key, Object> values = new LinkedHashMap<>();
    keys.forEach(key ->
        values.put(key, ValueType.plain(requireNonNull(own.get(key.name())).defaultValue())));
    return values;
  }

  private static List<Part> parts(Record config) {
    List<Part> parts = new ArrayList<>();
    List<Key> top = new ArrayList<>();
    for (Component component : Records.components(config.getClass())) {
      switch (component.of(config)) {
        case Sections sections ->
            sections
                .all()
                .forEach(section ->
                    parts.add(
                        part(
                            section.section(),
                            section.description(),
                            (Record) section,
                            section.scope())));
        case Choice choice -> top.add(key("", component, choice, scope(component)));
        case Record part ->
            parts.add(part(component.name(), component.description(), part, scope(part)));
        case Object value -> top.add(key("", component, value, scope(component)));
      }
    }
    if (!top.isEmpty()) {
      parts.add(new Part("", "", top));
    }
    return List.copyOf(parts);
  }

  private static Scope scope(Component component) {
    return component.setting().label() ? Scope.LABEL : Scope.RUN;
  }

  private static Scope scope(Record part) {
    return part instanceof Section section ? section.scope() : Scope.RUN;
  }

  private static Part part(String name, String description, Record section, Scope scope) {
    return new Part(name, description, keys(name + ".", section, scope));
  }

  private static List<Key> keys(String prefix, Record section, Scope scope) {
    List<Key> keys = new ArrayList<>();
    for (Component component : Records.components(section.getClass())) {
      if (component.isPart()) {
        Record group = (Record) component.of(section);
        keys.addAll(keys(prefix + component.name() + ".", group, scope));
      } else {
        keys.add(key(prefix, component, component.of(section), scope));
      }
    }
    return keys;
  }

  private static Key key(String prefix, Component component, Object value, Scope scope) {
    List<String> formerNames =
        Stream.of(component.setting().formerly()).map(name -> prefix + name).toList();
    return new Key(
        prefix + component.name(),
        component.valueType(value),
        component.description(),
        value,
        formerNames,
        scope);
  }
}
