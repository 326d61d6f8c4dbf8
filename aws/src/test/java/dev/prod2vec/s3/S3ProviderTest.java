package dev.prod2vec.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoreProvider;
import dev.prod2vec.store.Stores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ProviderTest {
  @Test
  void s3IsRegistered() {
    assertThat(StoreProvider.registered()).hasAtLeastOneElementOfType(S3Provider.class);
    assertThat(Stores.registered(Map.of()).has(Location.parse("S3://shop/x"))).isTrue();
    assertThat(Stores.registered(Map.of()).sameAs("s3a")).contains("s3");
  }

  @Test
  void aQuestionMarkInALocationIsAGlob() {
    List<String> files = List.of("s3://bucket/a@b/o?.csv");
    assertThat(new OrdersConfig(files, OrdersFormat.ROWS, "o", "p", ",", "").files())
        .isEqualTo(files);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://", "s3:///key", "s3://a/key", "s3://my shop/key", "s3://user@shop/k"})
  void aLocationWithoutTheNameOfABucketIsRefused(String text) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> Stores.registered(Map.of()).of(Location.parse(text)))
        .withMessageStartingWith(text + ": ")
        .withMessageEndingWith("s3://bucket/key expected");
  }
}
