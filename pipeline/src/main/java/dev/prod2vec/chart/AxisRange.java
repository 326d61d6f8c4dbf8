package dev.prod2vec.chart;

import java.util.function.DoubleFunction;

/// What an axis of a plot shows.
///
/// @param from value at its start
/// @param to value at its end; above `from`
/// @param spacing how values stand on it
/// @param label text of a tick; see [#blank] for a tick without one
public record AxisRange(double from, double to, Spacing spacing, DoubleFunction<String> label) {
  /// How values stand on an axis.
  public enum Spacing {
    /// Equal differences are equally wide.
    LINEAR,
    /// Equal ratios are equally wide.
    LOGARITHMIC
  }

  /// An empty label. It comes in two kinds, since the library draws no ticks where the labels of
  /// both ends are the same.
  public static String blank(double number, double from, double to) {
    return number < 0.5 * (from + to) ? "" : " ";
  }
}
