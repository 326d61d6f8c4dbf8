package dev.prod2vec.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/shop?password=s3cret",
        "jdbc:postgresql://localhost/shop?ssl=true&sslPassword=s3cret",
        "jdbc:postgresql://localhost/shop?pass%77ord=s3cret",
        "jdbc:postgresql://reader:s3cret@localhost/shop",
        "postgresql://reader:s3cret@localhost/shop",
      })
  void refusesAnAddressWithAPasswordAndDoesNotRepeatIt(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseConfig(url, ""))
        .satisfies(e -> assertThat(e.getMessage()).startsWith("url must").doesNotContain("s3cret"));
  }

  @Test
  void takesAnAddressWithParametersAndCallsTheDatabaseWithoutThem() {
    DatabaseConfig config = new DatabaseConfig("jdbc:postgresql://db:5433/shop?ssl=true", "a");
    assertThat(config.address()).isEqualTo("jdbc:postgresql://db:5433/shop");
  }
}
