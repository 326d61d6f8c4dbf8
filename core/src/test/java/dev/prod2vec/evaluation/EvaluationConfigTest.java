package dev.prod2vec.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationConfigTest {
  @Test
  void setsEveryKey() {
    assertThat(new EvaluationConfig(3, 4, 5, 6L))
        .hasToString("EvaluationConfig[minBasketSize=3, maxBaskets=4, bootstrapSamples=5, seed=6]");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 'min-basket-size must be 2 or more, but is 1'",
    "2, 0, 1, 'max-baskets must be 1 or more, but is 0'",
    "2, 1, 0, 'bootstrap-samples must be 1 or more, but is 0'"
  })
  void refusesValuesOutOfRange(int minBasketSize, int maxBaskets, int samples, String message) {
    assertThatThrownBy(() -> new EvaluationConfig(minBasketSize, maxBaskets, samples, 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
