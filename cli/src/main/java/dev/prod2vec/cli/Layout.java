package dev.prod2vec.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Text in the columns of a terminal.
final class Layout {
  private Layout() {}

  /// The columns that a text takes on a terminal: two for most East Asian characters and pictures,
  /// none for combining marks.
  static int columns(String text) {
    return text.codePoints().map(Layout::columns).sum();
  }

  private static int columns(int sign) {
    return switch (Character.getType(sign)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(sign) ? 2 : 1;
    };
  }

  /// By the blocks of Unicode whose characters have East Asian Width W or F.
  private static boolean isWide(int sign) {
    return (sign >= 0x1100 && sign <= 0x115f)
        || (sign >= 0x2e80 && sign <= 0xa4cf)
        || (sign >= 0xac00 && sign <= 0xd7a3)
        || (sign >= 0xf900 && sign <= 0xfaff)
        || (sign >= 0xfe30 && sign <= 0xfe6f)
        || (sign >= 0xff00 && sign <= 0xff60)
        || (sign >= 0xffe0 && sign <= 0xffe6)
        || (sign >= 0x1f300 && sign <= 0x1faff)
        || (sign >= 0x20000 && sign <= 0x3fffd);
  }

  /// The beginning of a text, no wider than `columns`.
  static String cut(String text, int columns) {
    int width = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      width += columns(text.codePointAt(i));
      if (width > columns) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /// The text, or its beginning with three dots if it is wider than `columns`.
  static String shorten(String text, int columns) {
    return columns(text) <= columns ? text : cut(text, columns - 3) + "...";
  }

  /// Lines no wider than `columns`, broken between words; a word that is wider is broken too.
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (columns(rest) > columns) {
      // At least one character, however narrow the lines.
      String fits = cut(rest, columns);
      int end = Math.max(fits.length(), Character.charCount(rest.codePointAt(0)));
      int blank = rest.lastIndexOf(' ', end);
      boolean hasWord = blank > 0 && !rest.substring(0, blank).isBlank();
      lines.add(rest.substring(0, hasWord ? blank : end).stripTrailing());
      rest = rest.substring(hasWord ? blank : end).strip();
    }
    if (lines.isEmpty() || !rest.isEmpty()) {
      lines.add(rest);
    }
    return lines;
  }

  /// A line of prose, wrapped at words.
  ///
  /// @param hang by how many columns all lines but the first are indented
  static String paragraph(String text, int hang, int columns) {
    String indent = " ".repeat(hang);
    List<String> lines = wrap(text, Math.max(1, columns));
    if (lines.size() == 1 || columns <= 2 * hang) {
      return String.join("\n", lines);
    }
    String first = lines.getFirst();
    String rest = text.substring(first.length()).strip();
    return wrap(rest, columns - hang).stream()
        .map(line -> indent + line)
        .collect(Collectors.joining("\n", first + "\n", ""));
  }

  /// Lines of prose, each as [#paragraph].
  static String paragraphs(String text, int hang, int columns) {
    return text.lines()
        .map(line -> paragraph(line, hang, columns))
        .collect(Collectors.joining("\n"));
  }
}
