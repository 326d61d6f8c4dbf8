package dev.prod2vec.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Paths with parameters in braces.
final class PathPattern {
  private PathPattern() {}

  static Optional<Map<String, String>> match(String pattern, List<String> segments) {
    List<String> parts = List.of(pattern.substring(1).split("/", -1));
    if (parts.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("{")) {
        values.put(part.substring(1, part.length() - 1), segments.get(i));
      } else if (!part.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
