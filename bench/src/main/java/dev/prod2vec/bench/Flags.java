package dev.prod2vec.bench;

import dev.prod2vec.setting.WrongUseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program's arguments: `--name value`, each name at most once.
///
/// @param values by name, without the dashes
record Flags(Map<String, String> values) {
  /// @param allowed names
  /// @throws WrongUseException if there is anything else, or a flag without a value
  static Flags of(String[] arguments, List<String> allowed) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].replaceFirst("^--", "");
      if (!arguments[i].startsWith("--") || !allowed.contains(name) || i + 1 == arguments.length) {
        throw new WrongUseException(
            "%s: allowed are --%s, each followed by a value"
                .formatted(arguments[i], String.join(", --", allowed)));
      }
      values.put(name, arguments[i + 1]);
    }
    return new Flags(values);
  }

  /// The text of a flag, empty if it was not given.
  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// The number of a flag.
  ///
  /// @throws WrongUseException if it is not a number from `min` on
  int number(String name, int min, int otherwise) {
    return text(name).map(text -> number(name, text, min)).orElse(otherwise);
  }

  /// The numbers of a flag, between commas.
  ///
  /// @throws WrongUseException if one is not a number from `min` on
  List<Integer> numbers(String name, int min, List<Integer> otherwise) {
    return text(name)
        .map(text -> List.of(text.split(",")).stream().map(n -> number(name, n, min)).toList())
        .orElse(otherwise);
  }

  private static int number(String name, String text, int min) {
    try {
      int number = Integer.parseInt(text);
      if (number >= min) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new WrongUseException("--%s must be %d or more, but is %s".formatted(name, min, text));
  }
}
