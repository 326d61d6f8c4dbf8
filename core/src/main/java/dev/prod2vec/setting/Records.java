package dev.prod2vec.setting;

import static java.util.stream.Collectors.joining;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// Config records, whose components all carry [Setting], by the names of their components in
/// kebab-case. Works by reflection, so it is not for loops.
public final class Records {
  private static final ClassValue<List<Component>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          return Arrays.stream(components).map(Component::of).toList();
        }
      };

  private Records() {}

  /// The components in the order of the record.
  public static List<Component> components(Class<? extends Record> type) {
    return COMPONENTS.get(type);
  }

  /// The record with the default of each component.
  public static <R extends Record> R defaults(Class<R> type) {
    return build(type, Component::defaultValue);
  }

  /// Each component's value by its name.
  public static SequencedMap<String, Object> values(Record record) {
    return values(record.getClass(), component -> component.of(record));
  }

  /// Each component's value by its name, of a record that is about to be made: the first line of a
  /// constructor.
  ///
  /// @param values of all components, in their order
  /// @throws InvalidSettingException naming the first that is out of its [Setting]'s range
  public static SequencedMap<String, Object> requireRanges(
      Class<? extends Record> type, Object... values) {
    List<Component> components = components(type);
    if (components.size() != values.length) {
      throw new AssertionError(
          "the constructor of %s passes %s of %s components: %s"
              .formatted(
                  type.getName(),
                  values.length,
                  components.size(),
                  components.stream().map(Component::name).collect(joining(", "))));
    }
    SequencedMap<String, Object> named = new LinkedHashMap<>();
    for (int c = 0; c < values.length; c++) {
      components.get(c).requireInRange(values[c]);
      named.put(components.get(c).name(), values[c]);
    }
    return named;
  }

  /// A copy of `record` with another value.
  ///
  /// @throws IllegalArgumentException if it has no such component, or refuses the value
  public static <R extends Record> R with(R record, String name, Object value) {
    return with(record, Map.of(name, value));
  }

  /// A copy of `record` with other values.
  ///
  /// @param values by the names of their components
  /// @throws IllegalArgumentException if it has no such component, or refuses a value
  public static <R extends Record> R with(R record, Map<String, ?> values) {
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) record.getClass();
    values.forEach((name, value) -> requireFits(component(type, name), value));
    return build(
        type,
        component -> {
          Object value = values.get(component.name());
          return value == null ? component.of(record) : value;
        });
  }

  /// The component of a name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Component component(Class<? extends Record> type, String name) {
    return components(type).stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(type.getSimpleName() + " has no component " + name));
  }

  private static void requireFits(Component component, Object value) {
    Class<?> type = MethodType.methodType(component.type()).wrap().returnType();
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "%s holds %s, not %s".formatted(component.name(), component.type(), value.getClass()));
    }
  }

  private static <R extends Record> R build(Class<R> type, Function<Component, Object> value) {
    Class<?>[] types = components(type).stream().map(Component::type).toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(components(type).stream().map(value).toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException fault) {
        throw fault;
      }
      throw new AssertionError("constructor of " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("config records have public constructors: " + type, e);
    }
  }

  private static SequencedMap<String, Object> values(
      Class<? extends Record> type, Function<Component, Object> value) {
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    components(type).forEach(component -> values.put(component.name(), value.apply(component)));
    return values;
  }
}
