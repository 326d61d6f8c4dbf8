package dev.prod2vec.chart;

import java.util.ArrayList;
import java.util.List;

/// A linear axis with round ticks.
///
/// @param low value at the start
/// @param high value at the end; above `low`
/// @param step between ticks
record Axis(double low, double high, double step) {

  /// The axis that holds all values from `min` to `max` and ends at ticks, about four of them.
  static Axis around(double min, double max) {
    double range = max > min ? max - min : Math.max(Math.abs(max), 1e-3) * 0.2;
    double power = Math.pow(10, Math.floor(Math.log10(range / 4)));
    double ratio = range / 4 / power;
    double step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    double low = Math.floor(min / step) * step;
    double high = Math.ceil(max / step) * step;
    return high > low ? new Axis(low, high, step) : new Axis(low - step, high + step, step);
  }

  /// Where `value` stands, 0 at the start and 1 at the end.
  double share(double value) {
    return (value - low) / (high - low);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; low + i * step <= high + step / 2; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /// Decimals that tell two ticks apart.
  int digits() {
    return (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  }
}
