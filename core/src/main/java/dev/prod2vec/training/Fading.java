package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import java.io.Serializable;
import java.util.Arrays;

/// How older baskets count less: a basket is learned in an epoch with a probability that halves
/// with each half-life of its age.
///
/// @param newest date of the newest basket of the training, in days since the beginning of 1970
/// @param halfLife in days; 0: every basket is learned in every epoch
public record Fading(int newest, double halfLife) implements Serializable {
  /// Nothing fades.
  public static final Fading NONE = new Fading(0, 0);

  /// Chances are added up as whole numbers of this part, so that the sum does not depend on their
  /// order.
  private static final long PARTS = 1L << 24;

  /// What a config asks for.
  ///
  /// @param baskets all training baskets
  /// @throws IllegalArgumentException if the config asks for it and the dates are not known
  static Fading of(Baskets baskets, TrainingConfig config) {
    if (config.halfLife() == 0) {
      return NONE;
    }
    if (!baskets.isDated()) {
      throw new IllegalArgumentException("a half-life needs baskets with dates");
    }
    return new Fading(Arrays.stream(baskets.days()).max().orElse(0), config.halfLife());
  }

  /// The probability that a basket is learned in an epoch, in (0, 1].
  ///
  /// @param day its date
  float chance(int day) {
    return halfLife == 0 ? 1 : (float) StrictMath.pow(2, -(newest - (double) day) / halfLife);
  }

  /// A part of a purchase for each of a basket, at least one, to be added up and given to
  /// [#purchases].
  public long parts(int day) {
    return Math.max(1, (long) (chance(day) * PARTS));
  }

  /// The purchases that an epoch learns on average; at least 1 of a product with any.
  ///
  /// @param parts sums of [#parts] over the baskets of each product
  public long[] purchases(long[] parts) {
    return Arrays.stream(parts)
        .map(sum -> sum == 0 ? 0 : Math.max(1, Math.round((double) sum / PARTS)))
        .toArray();
  }

  /// Purchases of each product, of which older ones count less.
  long[] counts(Baskets baskets, int products) {
    if (halfLife == 0) {
      return baskets.counts(products);
    }
    long[] parts = new long[products];
    for (int b = 0; b < baskets.size(); b++) {
      long part = parts(baskets.days()[b]);
      for (int at = baskets.start(b); at < baskets.end(b); at++) {
        parts[baskets.products()[at]] += part;
      }
    }
    return purchases(parts);
  }
}
