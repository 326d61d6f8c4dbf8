package dev.prod2vec.basket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Decides which orders are held out, by a hash of the order id. So the split depends neither on
/// the order of the rows nor on the other orders, and SQL, Java and Spark agree.
///
/// The key of an order is the first eight lower-case hex digits of SHA-256 over the UTF-8 bytes of
/// `<seed>:<order id>`. Keys below [#validationBound] are validation, keys from there to below
/// [#testBound] are test, the rest is training. Keys and bounds have eight digits, so that
/// comparing them as text is comparing them as numbers.
///
/// @param seed any number; written in decimal
/// @param validationFraction share of the orders set aside for validation, in [0, 1)
/// @param testFraction share of the orders set aside for the test, in [0, 1)
public record SplitRule(long seed, double validationFraction, double testFraction) {
  private static final double KEYS = 0x1p32;

  /// @throws IllegalArgumentException if a fraction is outside [0, 1), or the two leave nothing to
  ///   train on
  public SplitRule {
    if (!(validationFraction >= 0 && testFraction >= 0 && validationFraction + testFraction < 1)) {
      throw new IllegalArgumentException(
          "validation and test fractions must be at least 0 and together below 1, but are %s and %s"
              .formatted(validationFraction, testFraction));
    }
  }

  /// First key that is not validation, as eight hex digits.
  public String validationBound() {
    return bound(validationFraction);
  }

  /// First key that is neither validation nor test, as eight hex digits.
  public String testBound() {
    return bound(validationFraction + testFraction);
  }

  /// What the order is used for.
  public Split of(String orderId) {
    String key = key(orderId);
    if (key.compareTo(validationBound()) < 0) {
      return Split.VALIDATION;
    }
    return key.compareTo(testBound()) < 0 ? Split.TEST : Split.TRAIN;
  }

  /// The order's key: eight hex digits.
  public String key(String orderId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((seed + ":" + orderId).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static String bound(double fraction) {
    return HexFormat.of().toHexDigits((int) (long) (fraction * KEYS));
  }
}
