package dev.prod2vec.s3;

import java.util.zip.Checksum;

/// CRC-64/NVME, which S3 computes if the writer gave no checksum: reflected polynomial, all bits
/// inverted before and after.
final class Crc64Nvme implements Checksum {
  private static final long POLYNOMIAL = 0x9a6c_9329_ac4b_c9b5L;
  private static final long[] TABLE = table();

  private long inverted = -1;

  private static long[] table() {
    long[] table = new long[256];
    for (int entry = 0; entry < table.length; entry++) {
      long crc = entry;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
      }
      table[entry] = crc;
    }
    return table;
  }

  @Override
  public void update(int b) {
    inverted = TABLE[(int) (inverted ^ b) & 0xff] ^ (inverted >>> 8);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      update(bytes[at]);
    }
  }

  @Override
  public long getValue() {
    return ~inverted;
  }

  @Override
  public void reset() {
    inverted = -1;
  }
}
