package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Content of files as messages show it, and the bounds of a message, so that it fits a screen.
public final class Excerpt {
  /// Most lines of a message.
  static final int MAX_LINES = 10;

  /// Most bytes of a message.
  static final int MAX_BYTES = 2048;

  private static final int MAX_NAMES = 10;
  private static final int MAX_VALUE_LENGTH = 40;
  private static final int MAX_LENGTH = 60;
  private static final int MAX_REASON_LENGTH = 400;
  private static final int MAX_HINT_BYTES = 600;
  private static final String CUT = "...";

  private Excerpt() {}

  /// A value on one line: shortened, with control characters escaped.
  static String of(String text) {
    return cut(escaped(text), MAX_LENGTH);
  }

  /// A value among others on one line: shortened more, and with codes for marks that make two texts
  /// look the same.
  public static String value(String text) {
    return cut(Ids.visible(text), MAX_VALUE_LENGTH);
  }

  /// The message of another program, on one line.
  static String reason(String text) {
    return cut(escaped(text), MAX_REASON_LENGTH);
  }

  /// The first ten names, in quotes.
  static String names(List<String> names) {
    List<String> shown = new ArrayList<>();
    names.stream().limit(MAX_NAMES).forEach(name -> shown.add('"' + of(name) + '"'));
    return String.join(", ", shown) + more(names.size());
  }

  /// The first ten names of files, not shortened.
  static String files(List<String> files) {
    return String.join(", ", files.stream().limit(MAX_NAMES).toList()) + more(files.size());
  }

  private static String more(int names) {
    return names > MAX_NAMES ? " and %s more".formatted(names - MAX_NAMES) : "";
  }

  /// The same with a bounded message.
  static InputException bounded(InputException e) {
    return new InputException(bounded(String.valueOf(e.getMessage())), e);
  }

  /// The same with a bounded message.
  static WrongUseException bounded(WrongUseException e) {
    WrongUseException bounded = new WrongUseException(bounded(String.valueOf(e.getMessage())));
    bounded.initCause(e);
    return bounded;
  }

  /// A message shortened to [#MAX_LINES] lines and [#MAX_BYTES] bytes. Its hints stay, since they
  /// say what to do.
  static String bounded(String message) {
    List<String> said = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    for (String line : message.lines().map(Excerpt::escaped).toList()) {
      if (line.startsWith("hint:") && hints.size() < 2) {
        hints.add(cutBytes(line, MAX_HINT_BYTES));
      } else {
        said.add(line);
      }
    }
    int lines = MAX_LINES - hints.size();
    if (said.size() > lines) {
      said.subList(lines - 1, said.size()).clear();
      said.add(CUT);
    }
    String hint = hints.isEmpty() ? "" : "\n" + String.join("\n", hints);
    return cutBytes(String.join("\n", said), MAX_BYTES - bytes(hint)) + hint;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            case 0 -> escaped.append("\\0");
            default -> {
              if (isHidden(c)) {
                escaped.append("\\u%04x".formatted(c));
              } else {
                escaped.appendCodePoint(c);
              }
            }
          }
        });
    return escaped.toString();
  }

  /// Whether a terminal would act on the character or show nothing.
  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String cut(String text, int length) {
    return text.length() <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, length - 3))) + CUT;
  }

  private static String cutBytes(String text, int max) {
    if (bytes(text) <= max) {
      return text;
    }
    int end = Math.min(text.length(), max);
    while (bytes(text.substring(0, end)) > max - CUT.length()) {
      end--;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
