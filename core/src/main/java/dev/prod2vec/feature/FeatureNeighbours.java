package dev.prod2vec.feature;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;

/// What the products with the most similar features say of a product's row: the weighted mean of
/// the rows of [#MOST] others. Features that few products have count more, as in a search engine
/// (inverse document frequency); the weight of another product is the third power of the cosine of
/// both products' features, times n / (n + HALF) of its n purchases. Such a mean keeps what words
/// mean together, of which [FeatureRegression], a sum over words, knows nothing: *peanut butter* is
/// not peanuts and butter. The result does not depend on the threads. Immutable; safe to share
/// between threads.
public final class FeatureNeighbours {
  /// Products that a mean is of, at most.
  private static final int MOST = 50;

  /// The part of the mean in a prediction; the rest is the regression's.
  static final float PART = 0.7f;

  /// Products whose rows a thread computes at a time.
  private static final int CHUNK = 256;

  private static final Kernel KERNEL = Kernel.best();

  private final SideInformation side;

  /// Per product, how much its purchases count.
  private final float[] weights;

  /// Per feature, the square of its inverse document frequency.
  private final float[] squares;

  /// Per product, one over the length of its features' vector; 0 without features.
  private final float[] scales;

  /// Of the products with purchases.
  private final FeatureProducts having;

  /// @param counts purchases of each product; one without any only gets a prediction
  public FeatureNeighbours(SideInformation side, long[] counts) {
    this.side = side;
    int size = side.products();
    having = FeatureProducts.of(side, product -> counts[product] > 0);
    weights = new float[size];
    int bought = 0;
    for (int product = 0; product < size; product++) {
      weights[product] = (float) FeatureRegression.weight(counts[product]);
      bought += counts[product] > 0 ? 1 : 0;
    }
    squares = new float[side.size()];
    for (int feature = 0; feature < side.size(); feature++) {
      double frequency = StrictMath.log((bought + 1.0) / (having.size(feature) + 1));
      squares[feature] = (float) (frequency * frequency);
    }
    scales = new float[size];
    for (int product = 0; product < size; product++) {
      double sum = 0;
      for (int at = side.starts()[product]; at < side.starts()[product + 1]; at++) {
        sum += squares[side.features()[at]];
      }
      scales[product] = sum > 0 ? (float) (1 / Math.sqrt(sum)) : 0f;
    }
  }

  /// Moves predictions towards the means; those of products without similar ones stay.
  ///
  /// @param rows of the products
  /// @param prediction of [FeatureRegression]
  public void refine(Matrix rows, Matrix prediction, Crew crew) {
    int size = side.products();
    crew.forEach(
        Math.ceilDiv(size, CHUNK),
        chunk -> {
          float[] shared = new float[size];
          int[] touched = new int[size];
          long[] best = new long[MOST];
          int end = Math.min(size, (chunk + 1) * CHUNK);
          for (int product = chunk * CHUNK; product < end; product++) {
            int found = nearest(product, shared, touched, best);
            mix(best, found, rows, prediction, product);
          }
        });
  }

  /// Finds the products with the most similar features.
  ///
  /// @param shared all 0, and so again afterwards
  /// @param touched room
  /// @param best overwritten: the bits of a cosine, then those of an index less than all bits, so
  ///   that of equal cosines the lower index is larger
  /// @return how many there are
  private int nearest(int product, float[] shared, int[] touched, long[] best) {
    int count = 0;
    for (int at = side.starts()[product]; at < side.starts()[product + 1]; at++) {
      int feature = side.features()[at];
      for (int of = having.starts()[feature]; of < having.starts()[feature + 1]; of++) {
        int other = having.products()[of];
        if (shared[other] == 0f) {
          touched[count++] = other;
        }
        shared[other] += squares[feature];
      }
    }
    int found = 0;
    for (int i = 0; i < count; i++) {
      int other = touched[i];
      if (other != product) {
        float cosine = shared[other] * scales[product] * scales[other];
        long key = (long) Float.floatToRawIntBits(cosine) << 32 | (~other & 0xffffffffL);
        if (found < MOST) {
          best[found++] = key;
          if (found == MOST) {
            Arrays.sort(best);
          }
        } else if (key > best[0]) {
          insert(key, best);
        }
      }
      shared[other] = 0f;
    }
    Arrays.sort(best, 0, found);
    return found;
  }

  /// Drops the first of the keys, which ascend.
  private static void insert(long key, long[] best) {
    int place = -Arrays.binarySearch(best, key) - 2;
    System.arraycopy(best, 1, best, 0, place);
    best[place] = key;
  }

  private void mix(long[] best, int found, Matrix rows, Matrix prediction, int product) {
    double sum = 0;
    for (int i = found - 1; i >= 0; i--) {
      sum += weight(best[i]);
    }
    if (sum == 0) {
      return;
    }
    int start = product * prediction.stride();
    Kernel.scale(prediction.values(), start, start + prediction.stride(), 1 - PART);
    for (int i = found - 1; i >= 0; i--) {
      float factor = (float) (PART * weight(best[i]) / sum);
      int other = other(best[i]);
      KERNEL.add(
          factor, rows.values(), other * rows.stride(), prediction.values(), start, rows.stride());
    }
  }

  private double weight(long key) {
    double cosine = Float.intBitsToFloat((int) (key >>> 32));
    return cosine * cosine * cosine * weights[other(key)];
  }

  private static int other(long key) {
    return ~(int) key;
  }
}
