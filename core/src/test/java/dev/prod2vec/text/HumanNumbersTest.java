package dev.prod2vec.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HumanNumbersTest {
  @Test
  void countsHaveSeparatorsAndTheirNoun() {
    assertThat(HumanNumbers.count(1_384_617)).isEqualTo("1,384,617");
    assertThat(HumanNumbers.count(1, "order", "orders")).isEqualTo("1 order");
    assertThat(HumanNumbers.count(0, "order", "orders")).isEqualTo("0 orders");
    assertThat(HumanNumbers.count(2_000, "order")).isEqualTo("2,000 orders");
  }

  @Test
  void whatIsNoNumberIsADash() {
    assertThat(HumanNumbers.percent(Double.NaN)).isEqualTo(HumanNumbers.NONE);
    assertThat(HumanNumbers.percent(0.12345)).isEqualTo("12.3%");
    assertThat(HumanNumbers.decimal(Double.POSITIVE_INFINITY, 2)).isEqualTo(HumanNumbers.NONE);
  }

  @Test
  void sizesAndDurationsHaveTheUnitThatFits() {
    assertThat(HumanNumbers.bytes(812)).isEqualTo("812 bytes");
    assertThat(HumanNumbers.bytes(24_680_147)).isEqualTo("24.7 MB");
    assertThat(HumanNumbers.bytes(3_088_000_000L)).isEqualTo("3.1 GB");
    assertThat(HumanNumbers.duration(0.84)).isEqualTo("0.8 s");
    assertThat(HumanNumbers.duration(42.4)).isEqualTo("42 s");
    assertThat(HumanNumbers.duration(200)).isEqualTo("3 min 20 s");
    assertThat(HumanNumbers.time(Duration.ofMillis(3_210))).isEqualTo("3.2 s");
    assertThat(HumanNumbers.time(Duration.ofMillis(64_900))).isEqualTo("1:05 min");
    assertThat(HumanNumbers.clock(Duration.ofSeconds(3_605))).isEqualTo("1:00:05");
    assertThat(HumanNumbers.rate(21_300_000)).isEqualTo("21.3 M");
    assertThat(HumanNumbers.rate(512_000)).isEqualTo("512 k");
    assertThat(HumanNumbers.rate(7)).isEqualTo("7");
  }

  @Test
  void aShareInWordsIsTheSimplestThatComesNear() {
    assertThat(HumanNumbers.share(0.138)).contains("one of seven");
    assertThat(HumanNumbers.share(0.485)).contains("one of two");
    assertThat(HumanNumbers.share(0.394)).contains("two of five");
    assertThat(HumanNumbers.share(0.02)).contains("one of 50");
    for (double nothing : new double[] {0, 0.0001, 0.97, 1, Double.NaN}) {
      assertThat(HumanNumbers.share(nothing)).isEmpty();
    }
  }
}
