package dev.prod2vec.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgTest {
  @Test
  void coordinatesHaveAtMostOneDecimal() {
    assertThat(Svg.coordinate(12)).isEqualTo("12");
    assertThat(Svg.coordinate(-0.26)).isEqualTo("-0.3");
    assertThat(Svg.coordinate(99.99)).isEqualTo("100");
  }
}
