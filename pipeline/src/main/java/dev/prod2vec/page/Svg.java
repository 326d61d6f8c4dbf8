package dev.prod2vec.page;

/// Numbers in pictures.
public final class Svg {
  private Svg() {}

  /// A coordinate: at most one decimal.
  public static String coordinate(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }
}
