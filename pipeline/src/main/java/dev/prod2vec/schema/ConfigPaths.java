package dev.prod2vec.schema;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Paths among the values of a config. In a config file they are relative to its folder; everywhere
/// else, also in the config's record, they are relative to the current directory.
final class ConfigPaths {
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
  private static final Pattern GLOB = Pattern.compile("[*?\\[]");

  private ConfigPaths() {}

  /// A value that was written in `file`, with its paths relative to the current directory.
  static Given fromFile(Schema<?> schema, Path file, Given given) {
    Path folder = file.getParent();
    if (folder == null || !schema.key(given.key()).filter(key -> key.type().isPath()).isPresent()) {
      return given;
    }
    List<String> values = given.values().stream().map(text -> below(folder, text)).toList();
    return new Given(given.key(), values, given.origin());
  }

  /// A value with its paths absolute, so that it means the same files everywhere.
  static Object absolute(Key key, Object value) {
    Path here = Path.of("").toAbsolutePath();
    return each(key, value, text -> below(here, text));
  }

  /// As [#absolute], but two spellings of one path become equal.
  static Object comparable(Key key, Object value) {
    return each(key, absolute(key, value), ConfigPaths::normalized);
  }

  /// A value with the last name of each path. Addresses stay.
  static Object withoutFolders(Key key, Object value) {
    return each(
        key,
        value,
        text -> ADDRESS.matcher(text).matches() ? text : text.substring(text.lastIndexOf('/') + 1));
  }

  private static Object each(Key key, Object value, UnaryOperator<String> change) {
    if (!key.type().isPath()) {
      return value;
    }
    return switch (value) {
      case List<?> texts -> texts.stream().map(text -> change.apply(String.valueOf(text))).toList();
      default -> change.apply(value.toString());
    };
  }

  /// The path resolved against `folder`. Absolute paths, addresses, a minus and empty texts stay.
  private static String below(Path folder, String text) {
    // A minus is the standard input.
    if (text.isEmpty() || text.equals("-") || ADDRESS.matcher(text).matches()) {
      return text;
    }
    try {
      if (Path.of(text).isAbsolute()) {
        return text;
      }
      // A folder's own name is no pattern.
      return GLOB.matcher(text).find()
          ? Path.of(GLOB.matcher(folder.toString()).replaceAll("[$0]")).resolve(text).toString()
          : folder.resolve(text).toString();
    } catch (InvalidPathException _) {
      // Whoever opens it says what is wrong with it.
      return text;
    }
  }

  private static String normalized(String text) {
    try {
      return text.isEmpty() || ADDRESS.matcher(text).matches()
          ? text
          : Path.of(text).normalize().toString();
    } catch (InvalidPathException _) {
      return text;
    }
  }
}
