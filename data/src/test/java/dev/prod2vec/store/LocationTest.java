package dev.prod2vec.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @Test
  void aLocationWithAPasswordIsNotRepeated() {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Location.parse("s3://reader:s3cret@bucket/key"))
        .withMessageContaining("s3://bucket/key expected")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://shop, shop, '', s3://shop",
    "s3://shop/, shop, '', s3://shop",
    "s3://shop/in/orders.csv, shop, in/orders.csv, s3://shop/in/orders.csv",
    "s3://shop/runs/today/, shop, runs/today, s3://shop/runs/today",
    "S3://shop.eu-1/a b/ü, shop.eu-1, a b/ü, s3://shop.eu-1/a b/ü",
  })
  void aLocationIsABucketAndAKey(String text, String bucket, String key, String again) {
    Location location = Location.parse(text);
    assertThat(location).isEqualTo(new Location(bucket, key)).hasToString(again);
    assertThat(Location.parse(again)).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://", "s3:///key", "s3://a/key", "s3://my shop/key", "s3://user@shop/k"})
  void whatIsNoBucketIsRefused(String text) {
    assertThat(Location.isMeant(text)).isTrue();
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Location.parse(text))
        .withMessageStartingWith(text + ": ")
        .withMessageEndingWith("s3://bucket/key expected");
  }

  @Test
  void aFileIsNotMeant() {
    assertThat(Location.isMeant("orders.csv")).isFalse();
    assertThat(Location.isMeant("s3/orders.csv")).isFalse();
  }

  @Test
  void resolveAndRelativizeAreInverse() {
    for (String folder : new String[] {"s3://shop", "s3://shop/runs/today"}) {
      Location run = Location.parse(folder);
      Location file = run.resolve("projector/vectors.tsv");
      assertThat(run.relativize(file)).isEqualTo("projector/vectors.tsv");
      assertThat(file.name()).isEqualTo("vectors.tsv");
      assertThat(run.resolve("x").parent()).isEqualTo(run);
    }
  }
}
