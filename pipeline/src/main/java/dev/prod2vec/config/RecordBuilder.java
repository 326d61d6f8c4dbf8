package dev.prod2vec.config;

import static java.util.Objects.requireNonNull;

import dev.prod2vec.config.ConfigValues.Parsed;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Builds config records from values by key. A record's constructor throws at its first fault; to
/// find the others, the values that the message names are put back to their defaults and the
/// constructor is called again.
final class RecordBuilder {
  private final Map<String, Parsed> values;
  private final Faults faults;

  /// @param values parsed values by key; keys that are not there have their default
  RecordBuilder(Map<String, Parsed> values, Faults faults) {
    this.values = values;
    this.faults = faults;
  }

  /// A record like `defaults` with the values in place; with faults, some default instead.
  <R extends Record> R build(String prefix, R defaults) {
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) defaults.getClass();
    Map<String, Object> own = new HashMap<>();
    Map<String, Origin> origins = new HashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = Key.kebabCase(component.getName());
      if (Key.value(component, defaults) instanceof Record part) {
        own.put(name, build(prefix + name + ".", part));
        continue;
      }
      Parsed parsed = values.get(prefix + name);
      if (parsed != null) {
        own.put(name, parsed.value());
        origins.put(name, parsed.origin());
      }
    }
    while (true) {
      try {
        return construct(type, defaults, own);
      } catch (IllegalArgumentException e) {
        List<String> named = named(origins.keySet(), String.valueOf(e.getMessage()));
        faults.add(requireNonNull(origins.get(named.getFirst())), prefix + e.getMessage());
        named.forEach(own::remove);
        named.forEach(origins::remove);
      }
    }
  }

  /// The keys that the message names, in the order it does.
  private static List<String> named(Set<String> keys, String message) {
    Map<Integer, String> positions = new TreeMap<>();
    for (String name : keys) {
      Matcher found =
          Pattern.compile("(?<![a-z-])" + Pattern.quote(name) + "(?![a-z-])").matcher(message);
      if (found.find()) {
        positions.put(found.start(), name);
      }
    }
    if (positions.isEmpty()) {
      throw new AssertionError("the message must name the component in kebab-case: " + message);
    }
    return new ArrayList<>(positions.values());
  }

  /// A record with some values in place of those of another, by name in kebab-case.
  static <R extends Record> R construct(Class<R> type, R defaults, Map<String, Object> own) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments =
        Arrays.stream(components)
            .map(component -> {
              Object value = own.get(Key.kebabCase(component.getName()));
              return value != null ? value : Key.value(component, defaults);
            })
            .toArray();
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException fault) {
        throw fault;
      }
      throw new AssertionError("constructor of " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("config records have public constructors: " + type, e);
    }
  }
}
