package dev.prod2vec.report;

/// Names short enough for a page. The files of the run hold them in full.
final class Names {
  private static final int MOST_CHARACTERS = 120;

  private Names() {}

  static String clip(String name) {
    return clip(name, MOST_CHARACTERS);
  }

  /// The name itself, or its beginning and an ellipsis.
  ///
  /// @param most characters (code points) kept; 1 or more
  static String clip(String name, int most) {
    if (name.codePointCount(0, name.length()) <= most) {
      return name;
    }
    return name.substring(0, name.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
  }
}
