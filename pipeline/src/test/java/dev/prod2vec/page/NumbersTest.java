package dev.prod2vec.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void countsHaveSeparatorsAndTheirNoun() {
    assertThat(Numbers.count(1_384_617)).isEqualTo("1,384,617");
    assertThat(Numbers.count(1, "order", "orders")).isEqualTo("1 order");
    assertThat(Numbers.count(0, "order", "orders")).isEqualTo("0 orders");
  }

  @Test
  void whatIsNoNumberIsADash() {
    assertThat(Numbers.percent(Double.NaN)).isEqualTo(Numbers.NONE);
    assertThat(Numbers.percent(0.12345)).isEqualTo("12.3%");
    assertThat(Numbers.decimal(Double.POSITIVE_INFINITY, 2)).isEqualTo(Numbers.NONE);
  }

  @Test
  void coordinatesHaveAtMostOneDecimal() {
    assertThat(Numbers.coordinate(12)).isEqualTo("12");
    assertThat(Numbers.coordinate(-0.26)).isEqualTo("-0.3");
    assertThat(Numbers.coordinate(99.99)).isEqualTo("100");
  }

  @Test
  void sizesAndDurationsHaveTheUnitThatFits() {
    assertThat(Numbers.bytes(812)).isEqualTo("812 bytes");
    assertThat(Numbers.bytes(24_680_147)).isEqualTo("24.7 MB");
    assertThat(Numbers.duration(0.84)).isEqualTo("0.8 s");
    assertThat(Numbers.duration(42.4)).isEqualTo("42 s");
    assertThat(Numbers.duration(200)).isEqualTo("3 min 20 s");
  }

  @Test
  void longNamesAreCutBetweenCharacters() {
    assertThat(Names.clip("🧀".repeat(120))).isEqualTo("🧀".repeat(120));
    assertThat(Names.clip("🧀".repeat(121))).isEqualTo("🧀".repeat(119) + "…");
    assertThat(Names.clip("Sea salt caramel", 9)).isEqualTo("Sea salt…");
  }

  @Test
  void aShareInWordsIsTheSimplestThatComesNear() {
    assertThat(Numbers.share(0.138)).contains("one of seven");
    assertThat(Numbers.share(0.485)).contains("one of two");
    assertThat(Numbers.share(0.394)).contains("two of five");
    assertThat(Numbers.share(0.02)).contains("one of 50");
    for (double nothing : new double[] {0, 0.0001, 0.97, 1, Double.NaN}) {
      assertThat(Numbers.share(nothing)).isEmpty();
    }
  }
}
