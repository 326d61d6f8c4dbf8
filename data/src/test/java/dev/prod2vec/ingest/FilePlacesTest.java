package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePlacesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://reader:s3cret@host/orders.csv",
        "s3://reader:s3cret@bucket/orders.csv",
        "https://bucket.s3.amazonaws.com/orders.csv?X-Amz-Signature=s3cret",
        "HTTP://s3cret@host",
      })
  void anAddressInWhichASecretCanStandIsRefusedAndNotRepeated(String place) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilePlaces.check("files", List.of("a.csv", place)))
        .withMessageStartingWith("files must be files or locations of a store")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ProductsConfig(List.of(), "id", "name", List.of(), List.of("a.csv", place)))
        .withMessageStartingWith("join-files must be");
  }

  @Test
  void filesGlobsAndLocationsAreFine() {
    FilePlaces.check(
        "files", List.of("a@b.csv", "o?.csv", "s3://bucket/a@b/o*.csv", "https://host/a.csv", ""));
  }
}
