package dev.prod2vec.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ConfigTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:9000",
        "s3://shop",
        "http://key:secret@localhost:9000",
        "http://localhost:9000/path",
        "https://localhost?token=secret"
      })
  void anEndpointIsAHostAndAPortAndTheMessageHidesWhatElseStandsThere(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(endpoint, Encryption.NONE, ""))
        .withMessageStartingWith("endpoint must be empty or http:// or https://")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void aKeyGoesWithKmsAlone() {
    assertThat(with("http://localhost:9000/", Encryption.AWS_KMS, "alias/shop").kmsKey())
        .isEqualTo("alias/shop");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("", Encryption.AES256, "alias/shop"))
        .withMessage("kms-key is given, but encryption is not aws-kms");
  }

  private static S3Config with(String endpoint, Encryption encryption, String kmsKey) {
    return new S3Config(endpoint, false, "", "", encryption, kmsKey, 6, 16, 8, "");
  }
}
