package dev.prod2vec.chart;

import dev.prod2vec.text.HumanNumbers;

/// How a chart writes its numbers.
public enum ChartUnit {
  NUMBER {
    @Override
    String value(double value) {
      return HumanNumbers.decimal(value, Math.abs(value) < 10 ? 3 : 1);
    }

    @Override
    String tick(double value, int digits) {
      return HumanNumbers.decimal(value, digits);
    }
  },
  SHARE {
    @Override
    String value(double value) {
      return HumanNumbers.percent(value);
    }

    @Override
    String tick(double value, int digits) {
      return HumanNumbers.decimal(100 * value, Math.max(0, digits - 2)) + "%";
    }
  };

  /// A value of the curve.
  abstract String value(double value);

  /// A tick of the axis.
  ///
  /// @param digits decimals that tell two ticks apart
  abstract String tick(double value, int digits);
}
