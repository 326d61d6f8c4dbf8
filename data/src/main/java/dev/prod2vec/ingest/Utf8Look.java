package dev.prod2vec.ingest;

/// Looks whether bytes are UTF-8.
final class Utf8Look {
  /// With fewer characters of several bytes, text in another encoding may look like UTF-8.
  static final int FEWEST_SEQUENCES = 3;

  private long sequences;
  private int expected;
  private boolean broken;

  void add(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length && !broken; i++) {
      int b = bytes[i] & 0xff;
      if (expected > 0) {
        expected--;
        broken = (b & 0xc0) != 0x80;
      } else if (b >= 0x80) {
        sequences++;
        expected = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : 1;
        broken = b < 0xc2 || b > 0xf4;
      }
    }
  }

  /// Whether the bytes are not UTF-8, and not either UTF-8 with a damaged place.
  boolean isBroken() {
    return (broken || expected > 0) && sequences < FEWEST_SEQUENCES;
  }

  /// The number of characters of several bytes; 0 if the bytes are not UTF-8.
  long sequences() {
    return broken || expected > 0 ? 0 : sequences;
  }
}
