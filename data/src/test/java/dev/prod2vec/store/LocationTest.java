package dev.prod2vec.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @Test
  void aLocationWithAPasswordIsNotRepeated() {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Location.parse("s3://reader:s3cret@bucket/key"))
        .withMessageContaining("holds a user and a password, which are not shown here")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://shop, s3, shop, '', s3://shop",
    "s3://shop/, s3, shop, '', s3://shop",
    "s3://shop/in/orders.csv, s3, shop, in/orders.csv, s3://shop/in/orders.csv",
    "hdfs://node:8020//runs/today/, hdfs, node:8020, runs/today, hdfs://node:8020/runs/today",
    "S3://shop.eu-1/a b/ü, s3, shop.eu-1, a b/ü, s3://shop.eu-1/a b/ü",
    "file:///data/a.csv, file, '', data/a.csv, file:///data/a.csv",
  })
  void aLocationIsASchemeAnAuthorityAndAPath(
      String text, String scheme, String authority, String path, String again) {
    Location location = Location.parse(text);
    assertThat(location).isEqualTo(new Location(scheme, authority, path)).hasToString(again);
    assertThat(Location.parse(again)).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"orders.csv", "s3/orders.csv", "", "/data/x/", "a:b", "./runs//1", "a@b:c"})
  void aPathOfThisMachineKeepsItsText(String text) {
    Location location = Location.parse(text);
    assertThat(location.isLocal()).isTrue();
    assertThat(location).hasToString(text);
    assertThat(location.file()).isEqualTo(Path.of(text));
    assertThat(location.resolve("x").file()).isEqualTo(Path.of(text).resolve("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://shop", "s3://shop/runs/today", "runs", "/tmp"})
  void resolveAndRelativizeAreInverse(String folder) {
    Location run = Location.parse(folder);
    Location file = run.resolve("projector/vectors.tsv");
    assertThat(run.relativize(file)).isEqualTo("projector/vectors.tsv");
    assertThat(file.name()).isEqualTo("vectors.tsv");
    assertThat(run.resolve("x").parent()).isEqualTo(run);
  }
}
