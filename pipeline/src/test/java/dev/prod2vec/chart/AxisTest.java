package dev.prod2vec.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "0.0943, 0.1138", "2.27, 2.62", "5, 5", "0, 0", "-3, 1e6", "1e-9, 2e-9"})
  void everyValueIsOnTheAxisAndTicksAreFew(double min, double max) {
    Axis axis = Axis.around(min, max);
    assertThat(axis.share(min)).isBetween(-1e-9, 1.0);
    assertThat(axis.share(max)).isBetween(0.0, 1 + 1e-9);
    assertThat(axis.ticks()).hasSizeBetween(3, 7);
    assertThat(axis.share(axis.ticks().getLast())).isCloseTo(1, within(1e-6));
  }
}
