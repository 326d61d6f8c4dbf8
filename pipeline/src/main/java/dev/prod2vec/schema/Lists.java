package dev.prod2vec.schema;

import dev.prod2vec.setting.ValueType;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Lists in flags and environment variables: their texts are separated by commas.
final class Lists {
  private Lists() {}

  /// The texts that `value` stands for: one, or any number for a key that takes a list. A text that
  /// names an existing file is not split at its commas.
  static List<String> split(Key key, String value) {
    if (!(key.type() instanceof ValueType.TextList) || isFile(key, value)) {
      return List.of(value);
    }
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static boolean isFile(Key key, String value) {
    try {
      return key.type().isPath() && value.contains(",") && Files.exists(Path.of(value));
    } catch (InvalidPathException _) {
      return false;
    }
  }
}
