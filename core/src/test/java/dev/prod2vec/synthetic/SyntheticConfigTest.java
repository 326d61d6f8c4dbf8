package dev.prod2vec.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticConfigTest {
  @Test
  void setsEveryKey() {
    assertThat(new SyntheticConfig(20, 30, 4L))
        .hasToString("SyntheticConfig[products=20, orders=30, seed=4]");
    assertThat(new SyntheticConfig(20, 30, 4L).withOrders(7))
        .isEqualTo(new SyntheticConfig(20, 7, 4L));
  }

  @ParameterizedTest
  @CsvSource({
    "9, 1, 'products must be 10 to 10000000, but is 9'",
    "10000001, 1, 'products must be 10 to 10000000, but is 10000001'",
    "10, 0, 'orders must be 1 to 1000000000, but is 0'",
    "10, 1000000001, 'orders must be 1 to 1000000000, but is 1000000001'"
  })
  void refusesValuesOutOfRange(int products, int orders, String message) {
    assertThatThrownBy(() -> new SyntheticConfig(products, orders, 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
