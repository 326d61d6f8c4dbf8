package dev.prod2vec.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonNaming;

/// Describes records as JSON Schema does, by the names and annotations with which they are written.
final class JsonSchema {
  private final Map<String, Object> schemas = new LinkedHashMap<>();

  /// The schemas of all records that were referred to, by the simple names of their classes.
  Map<String, Object> schemas() {
    return schemas;
  }

  /// Refers to the schema of a record.
  Map<String, Object> reference(Class<?> type) {
    String name = type.getSimpleName();
    if (!schemas.containsKey(name)) {
      schemas.put(name, Map.of());
      schemas.put(name, object(type));
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private Map<String, Object> object(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    add(type, properties, required);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  private void add(Class<?> type, Map<String, Object> properties, List<String> required) {
    boolean snake = type.isAnnotationPresent(JsonNaming.class);
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        add(component.getType(), properties, required);
        continue;
      }
      String name = snake ? snakeCase(component.getName()) : component.getName();
      Map<String, Object> schema = new LinkedHashMap<>(of(component.getGenericType()));
      @Nullable JsonPropertyDescription meaning =
          component.getAccessor().getAnnotation(JsonPropertyDescription.class);
      if (meaning != null) {
        schema.put("description", meaning.value());
      }
      properties.put(name, schema);
      if (component.getType() != Optional.class) {
        required.add(name);
      }
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private Map<String, Object> of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == Map.class) {
        return Map.of("type", "object", "additionalProperties", of(last));
      }
      return generic.getRawType() == Optional.class ? of(last) : array(of(last));
    }
    return of((Class<?>) type);
  }

  private Map<String, Object> of(Class<?> type) {
    if (type.isRecord()) {
      return reference(type);
    } else if (type.isArray()) {
      return array(of(type.getComponentType()));
    } else if (type == String.class) {
      return Map.of("type", "string");
    } else if (type == int.class || type == long.class || type == Integer.class) {
      return Map.of("type", "integer");
    } else if (type == boolean.class) {
      return Map.of("type", "boolean");
    } else if (type == float.class || type == double.class || type == Double.class) {
      return Map.of("type", "number");
    } else if (type == Object.class) {
      return Map.of();
    }
    throw new IllegalArgumentException("no schema for " + type);
  }

  private static Map<String, Object> array(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  /// What the value of a parameter may be.
  static Map<String, Object> of(Parameter parameter) {
    Map<String, Object> schema = new LinkedHashMap<>();
    switch (parameter) {
      case Parameter.Segment _ -> schema.put("type", "string");
      case Parameter.Text text -> {
        schema.put("type", "string");
        schema.put("maxLength", text.most());
      }
      case Parameter.Texts texts -> {
        schema.putAll(array(Map.of("type", "string")));
        schema.put("maxItems", texts.most());
      }
      case Parameter.Whole whole -> {
        schema.put("type", "integer");
        schema.put("minimum", whole.min());
        schema.put("maximum", whole.max());
        schema.put("default", whole.standard());
      }
      case Parameter.Decimal _ -> {
        schema.put("type", "number");
        schema.put("minimum", 0);
      }
      case Parameter.Choice choice -> {
        schema.put("type", "string");
        schema.put("enum", choice.values());
        schema.put("default", choice.standard());
      }
    }
    return schema;
  }
}
