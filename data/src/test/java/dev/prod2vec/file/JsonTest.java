package dev.prod2vec.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  /// What is written `count` times, over and over.
  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"a\":[", "[{\"a\":"})
  void whatNestsTooDeepIsOneMessage(String part) {
    for (int count : new int[] {2_000, 200_000}) {
      assertThatExceptionOfType(InputException.class)
          .isThrownBy(() -> Json.parse(part.repeat(count), "manifest.json", Object.class))
          .withMessageStartingWith("manifest.json: ")
          .satisfies(e -> {
            assertThat(e.getMessage()).hasSizeLessThan(2048);
            assertThat(String.valueOf(e.getMessage()).lines()).hasSizeLessThanOrEqualTo(10);
          });
    }
  }

  /// Numbers that take time by the square of their digits, or memory by their exponent.
  @ParameterizedTest
  @ValueSource(strings = {"9", "1e999999999", "-1e999999999"})
  void aNumberThatIsNoneIsOneMessage(String number) {
    String digits = number.equals("9") ? number.repeat(1_000_000) : number;
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> Json.parse("{\"a\":" + digits + "}", "lease.json", Numbers.class))
        .withMessageStartingWith("lease.json: ")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2048));
  }

  private record Numbers(Map<String, Long> values, long a) {}
}
