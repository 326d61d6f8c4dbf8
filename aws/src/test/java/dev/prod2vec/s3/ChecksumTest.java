package dev.prod2vec.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);

  /// The check values that catalogues of CRCs give.
  @Test
  void checksumsHaveTheirCheckValues() {
    Crc64Nvme crc = new Crc64Nvme();
    crc.update(DIGITS, 0, DIGITS.length);
    assertThat(Long.toHexString(crc.getValue())).isEqualTo("ae8b14860a799888");
    crc.reset();
    for (byte digit : DIGITS) {
      crc.update(digit);
    }
    assertThat(Long.toHexString(crc.getValue())).isEqualTo("ae8b14860a799888");
    // e3069283
    assertThat(Checksums.crc32c(DIGITS)).isEqualTo("4waSgw==");
  }
}
