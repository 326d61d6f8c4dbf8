package dev.prod2vec.sagemakerlocal;

import dev.prod2vec.file.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What the service allows in a request: names, types, patterns and limits, from its public
/// description.
final class Rules {
  private static final JsonNode RULES = load();

  private Rules() {}

  /// Whether the local SageMaker answers an operation.
  static boolean knows(String operation) {
    return RULES.path("operations").has(operation);
  }

  /// @throws ServiceException listing all that is not allowed
  static void check(String operation, JsonNode request) {
    List<String> faults = new ArrayList<>();
    String shape = RULES.path("operations").path(operation).stringValue();
    check(shape, request, "", faults);
    if (!faults.isEmpty()) {
      throw ServiceException.invalid(
          "%d validation error%s detected: %s"
              .formatted(faults.size(), faults.size() == 1 ? "" : "s", String.join("; ", faults)));
    }
  }

  private static void check(String name, JsonNode value, String at, List<String> faults) {
    JsonNode shape = RULES.path("shapes").path(name);
    switch (shape.path("type").stringValue()) {
      case "structure" -> structure(shape, value, at, faults);
      case "list" -> {
        if (!value.isArray()) {
          faults.add(at + " must be a list");
          return;
        }
        bounds(shape, value.size(), "length of " + at, faults);
        for (int i = 0; i < value.size(); i++) {
          check(shape.path("member").stringValue(), value.get(i), at + "." + (i + 1), faults);
        }
      }
      case "map" -> {
        if (!value.isObject()) {
          faults.add(at + " must be a map");
          return;
        }
        bounds(shape, value.size(), "size of " + at, faults);
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
          check(
              shape.path("key").stringValue(),
              Json.MAPPER.getNodeFactory().stringNode(entry.getKey()),
              "key of " + at,
              faults);
          check(
              shape.path("value").stringValue(),
              entry.getValue(),
              at + "." + entry.getKey(),
              faults);
        }
      }
      case "string" -> text(shape, value, at, faults);
      case "integer", "long" -> {
        if (!value.isIntegralNumber()) {
          faults.add(at + " must be a whole number");
        } else {
          bounds(shape, value.longValue(), at, faults);
        }
      }
      case "float", "double" -> {
        if (!value.isNumber()) {
          faults.add(at + " must be a number");
        }
      }
      case "boolean" -> {
        if (!value.isBoolean()) {
          faults.add(at + " must be true or false");
        }
      }
      case "timestamp" -> {
        if (!value.isNumber()) {
          faults.add(at + " must be a time");
        }
      }
      case String type -> throw new IllegalStateException("no rule for a " + type);
    }
  }

  private static void structure(JsonNode shape, JsonNode value, String at, List<String> faults) {
    if (!value.isObject()) {
      faults.add((at.isEmpty() ? "the request" : at) + " must be an object");
      return;
    }
    for (JsonNode required : shape.path("required")) {
      if (!value.hasNonNull(required.stringValue())) {
        faults.add(below(at, required.stringValue()) + " must not be missing");
      }
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode member = shape.path("members").path(entry.getKey());
      if (member.isMissingNode()) {
        faults.add(below(at, entry.getKey()) + " is unknown");
      } else if (!entry.getValue().isNull()) {
        check(member.stringValue(), entry.getValue(), below(at, entry.getKey()), faults);
      }
    }
  }

  private static void text(JsonNode shape, JsonNode value, String at, List<String> faults) {
    if (!value.isString()) {
      faults.add(at + " must be a text");
      return;
    }
    String text = value.stringValue();
    bounds(shape, text.length(), "length of " + at, faults);
    if (shape.has("pattern")
        && !Pattern.compile(shape.path("pattern").stringValue()).matcher(text).matches()) {
      faults.add(
          "\"%s\" at %s must match %s".formatted(text, at, shape.path("pattern").stringValue()));
    }
    if (shape.has("enum")
        && shape.path("enum").valueStream().noneMatch(one -> one.stringValue().equals(text))) {
      faults.add("\"%s\" at %s is none of what is allowed".formatted(text, at));
    }
  }

  private static void bounds(JsonNode shape, long number, String what, List<String> faults) {
    if (shape.has("min") && number < shape.path("min").longValue()) {
      faults.add("%s must be at least %d".formatted(what, shape.path("min").longValue()));
    }
    if (shape.has("max") && number > shape.path("max").longValue()) {
      faults.add("%s must be at most %d".formatted(what, shape.path("max").longValue()));
    }
  }

  private static String below(String at, String name) {
    return at.isEmpty() ? name : at + "." + name;
  }

  private static JsonNode load() {
    try (InputStream in =
        Objects.requireNonNull(Rules.class.getResourceAsStream("rules.json"), "rules.json")) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
