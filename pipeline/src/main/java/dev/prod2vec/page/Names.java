package dev.prod2vec.page;

import java.util.List;
import java.util.regex.Pattern;

/// Names short enough for a page. The files of the run hold them in full.
public final class Names {
  private static final int MOST_CHARACTERS = 120;
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  private Names() {}

  public static String clip(String name) {
    return clip(name, MOST_CHARACTERS);
  }

  /// The name itself, or its beginning and an ellipsis.
  ///
  /// @param most characters (code points) kept; 1 or more
  public static String clip(String name, int most) {
    if (name.codePointCount(0, name.length()) <= most) {
      return name;
    }
    return name.substring(0, name.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
  }

  /// Files without their folders, since a page is sent to others: of each path the last names, as
  /// few as tell it from the others. Tables and queries of a database stay as they are.
  public static List<String> ofFiles(List<String> paths) {
    return paths.stream()
        .map(path -> path.startsWith("jdbc:") ? path : distinctEnd(path, paths))
        .toList();
  }

  private static String distinctEnd(String path, List<String> paths) {
    int names = names(path).size();
    for (int kept = 1; kept < names; kept++) {
      String end = end(path, kept);
      int length = kept;
      if (paths.stream()
          .noneMatch(other -> !other.equals(path) && end(other, length).equals(end))) {
        return end;
      }
    }
    return end(path, names);
  }

  private static String end(String path, int kept) {
    List<String> names = names(path);
    return String.join("/", names.subList(Math.max(0, names.size() - kept), names.size()));
  }

  private static List<String> names(String path) {
    return SEPARATOR.splitAsStream(path).filter(name -> !name.isEmpty()).toList();
  }
}
