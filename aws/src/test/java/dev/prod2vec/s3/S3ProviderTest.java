package dev.prod2vec.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.setting.Records;
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

  @Test
  void hadoopIsToldHowS3IsReached() {
    S3Provider provider = new S3Provider();
    Map<String, String> plain = provider.hadoop(S3Config.DEFAULT);
    assertThat(plain)
        .containsEntry("fs.s3a.path.style.access", "false")
        .doesNotContainKeys("fs.s3a.endpoint", "fs.s3a.endpoint.region")
        .doesNotContainKeys("fs.s3a.encryption.algorithm");
    S3Config other =
        Records.with(
            S3Config.DEFAULT,
            Map.of(
                "endpoint", "http://localhost:9000",
                "path-style", true,
                "region", "eu-central-1",
                "encryption", Encryption.AWS_KMS,
                "kms-key", "key"));
    assertThat(provider.hadoop(other))
        .containsEntry("fs.s3a.endpoint", "http://localhost:9000")
        .containsEntry("fs.s3a.path.style.access", "true")
        .containsEntry("fs.s3a.endpoint.region", "eu-central-1")
        .containsEntry("fs.s3a.encryption.algorithm", "SSE-KMS")
        .containsEntry("fs.s3a.encryption.key", "key");
  }
}
