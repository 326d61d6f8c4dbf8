package dev.prod2vec.ingest;

/// Values of files as they stand in messages.
public final class Shown {
  private static final int MOST = 40;

  private Shown() {}

  /// The value on one line, with codes for what shows nothing, and cut where it is long.
  public static String value(String value) {
    String visible = Ids.visible(value);
    return visible.codePointCount(0, visible.length()) <= MOST
        ? visible
        : visible.substring(0, visible.offsetByCodePoints(0, MOST - 3)) + "...";
  }
}
