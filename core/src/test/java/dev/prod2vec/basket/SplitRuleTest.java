package dev.prod2vec.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The keys are from Python: `hashlib.sha256(f"{seed}:{order_id}".encode()).hexdigest()[:8]`.
class SplitRuleTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1, 1, d6b5915c, TRAIN",
        "1, 2, 673aeeb0, TRAIN",
        "1, 112108, d9ad12ac, TRAIN",
        "1, ``, 0758ffe9, VALIDATION",
        "1, C536379, 03e0116c, VALIDATION",
        "1, Bestellung Nr. 7 – Käse, 86cc1694, TRAIN",
        "1, 9223372036854775807, cacf2dbd, TRAIN",
        "-7, 1, 2e9c48dd, TEST",
        "42, -5, 0e52ce35, VALIDATION",
        "1, order:1, 58ba6f41, TRAIN",
        "1, 日本 🍣, fb854101, TRAIN",
        "9223372036854775807, `a,\"b\"`, 47be2bfb, TRAIN"
      })
  void givesTheKeysThatPythonGives(long seed, String orderId, String key, Split split) {
    SplitRule rule = new SplitRule(seed, 0.1, 0.1);
    assertThat(rule.key(orderId)).isEqualTo(key);
    assertThat(rule.of(orderId)).isEqualTo(split);
  }

  @Test
  void dividesTenThousandOrdersAsPythonDoes() {
    SplitRule rule = new SplitRule(1, 0.1, 0.1);
    Map<Split, Integer> orders = new EnumMap<>(Split.class);
    for (int order = 1; order <= 10_000; order++) {
      orders.merge(rule.of(Integer.toString(order)), 1, Integer::sum);
    }
    assertThat(orders)
        .containsOnly(
            Map.entry(Split.TRAIN, 7_917),
            Map.entry(Split.VALIDATION, 1_043),
            Map.entry(Split.TEST, 1_040));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 00000000, 00000000",
    "0.1, 0.1, 19999999, 33333333",
    "0.25, 0, 40000000, 40000000",
    "0, 0.5, 00000000, 80000000",
    "0.5, 0.4999999999, 80000000, ffffffff"
  })
  void writesItsBoundsAsKeys(double validation, double test, String first, String second) {
    SplitRule rule = new SplitRule(1, validation, test);
    assertThat(rule.validationBound()).isEqualTo(first);
    assertThat(rule.testBound()).isEqualTo(second);
  }

  @Test
  void trainsOnEverythingWhereNothingIsSetAside() {
    SplitRule rule = new SplitRule(3, 0, 0);
    for (int order = 0; order < 1_000; order++) {
      assertThat(rule.of("order " + order)).isEqualTo(Split.TRAIN);
    }
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0.1", "0.1, -0.1", "1, 0", "0.5, 0.5", "NaN, 0.1", "0.1, NaN"})
  void refusesFractionsThatLeaveNothingToTrainOn(double validation, double test) {
    assertThatThrownBy(() -> new SplitRule(1, validation, test))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("together below 1");
  }
}
