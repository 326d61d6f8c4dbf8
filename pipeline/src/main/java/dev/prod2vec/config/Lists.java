package dev.prod2vec.config;

import java.util.Arrays;
import java.util.List;

/// Lists in flags and environment variables: their texts are separated by commas.
final class Lists {
  private Lists() {}

  /// The texts that `value` stands for: one, or for a key that takes a list any number.
  static List<String> split(Key key, String value) {
    if (!(key.type() instanceof ValueType.TextList)) {
      return List.of(value);
    }
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
