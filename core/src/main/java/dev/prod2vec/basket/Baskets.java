package dev.prod2vec.basket;

import java.io.Serializable;
import java.util.Arrays;

/// Baskets as ints, one after the other: 4 bytes per product, 8 with quantities, and 4 per basket,
/// 8 with dates. Immutable as long as nobody changes the arrays given to the constructor; safe to
/// share between threads.
///
/// @param starts basket `b` is `products[starts[b] .. starts[b + 1])`; length: baskets + 1
/// @param products vocabulary indexes, 0-based; within a basket each at most once
/// @param days date of each basket, in days since the beginning of 1970; empty if dates are not
///   known
/// @param quantities how much of each product was bought, more than 0; empty if that is not known
public record Baskets(int[] starts, int[] products, int[] days, float[] quantities)
    implements Serializable {
  /// Most products of a basket that is trained on. Time and memory grow with the square of it.
  public static final int MAX_SIZE = 1200;

  /// @throws IllegalArgumentException if `starts` does not run from 0 to `products.length` without
  ///   falling, or only some baskets have a date or some products a quantity
  public Baskets {
    if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != products.length) {
      throw new IllegalArgumentException("starts must run from 0 to the number of products");
    }
    for (int b = 1; b < starts.length; b++) {
      if (starts[b] < starts[b - 1]) {
        throw new IllegalArgumentException("starts falls at basket " + (b - 1));
      }
    }
    if (days.length > 0 && days.length != starts.length - 1) {
      throw new IllegalArgumentException(
          "%s dates for %s baskets".formatted(days.length, starts.length - 1));
    }
    if (quantities.length > 0 && quantities.length != products.length) {
      throw new IllegalArgumentException(
          "%s quantities for %s products".formatted(quantities.length, products.length));
    }
  }

  /// Baskets without dates and quantities.
  ///
  /// @throws IllegalArgumentException if `starts` does not run from 0 to `products.length` without
  ///   falling
  public Baskets(int[] starts, int[] products) {
    this(starts, products, new int[0], new float[0]);
  }

  /// Copies baskets given as arrays of vocabulary indexes.
  ///
  /// @throws IllegalArgumentException if an index is negative or appears twice in one basket
  public static Baskets of(int[][] baskets) {
    int[] starts = new int[baskets.length + 1];
    for (int b = 0; b < baskets.length; b++) {
      starts[b + 1] = Math.addExact(starts[b], baskets[b].length);
      int[] sorted = baskets[b].clone();
      Arrays.sort(sorted);
      for (int i = 0; i < sorted.length; i++) {
        if (sorted[i] < 0 || (i > 0 && sorted[i] == sorted[i - 1])) {
          throw new IllegalArgumentException(
              "basket %s: product %s is %s"
                  .formatted(b, sorted[i], sorted[i] < 0 ? "negative" : "given twice"));
        }
      }
    }
    int[] products = new int[starts[baskets.length]];
    for (int b = 0; b < baskets.length; b++) {
      System.arraycopy(baskets[b], 0, products, starts[b], baskets[b].length);
    }
    return new Baskets(starts, products);
  }

  /// Number of baskets.
  public int size() {
    return starts.length - 1;
  }

  /// Whether the date of each basket is known.
  public boolean isDated() {
    return days.length > 0;
  }

  /// Whether it is known how much of each product was bought.
  public boolean isQuantified() {
    return quantities.length > 0;
  }

  /// These baskets and others after them. They have dates and quantities if all have.
  public Baskets and(Baskets others) {
    int[] ends = Arrays.copyOf(starts, starts.length + others.size());
    for (int b = 0; b < others.size(); b++) {
      ends[starts.length + b] = Math.addExact(products.length, others.end(b));
    }
    int[] all = Arrays.copyOf(products, products.length + others.products.length);
    System.arraycopy(others.products, 0, all, products.length, others.products.length);
    int[] dates = new int[0];
    if (days.length == size() && others.days.length == others.size()) {
      dates = Arrays.copyOf(days, days.length + others.days.length);
      System.arraycopy(others.days, 0, dates, days.length, others.days.length);
    }
    float[] amounts = new float[0];
    if (quantities.length == products.length
        && others.quantities.length == others.products.length) {
      amounts = Arrays.copyOf(quantities, all.length);
      System.arraycopy(others.quantities, 0, amounts, quantities.length, others.quantities.length);
    }
    return new Baskets(ends, all, dates, amounts);
  }

  /// Position in [#products] of basket `basket`'s first product.
  public int start(int basket) {
    return starts[basket];
  }

  /// Position in [#products] after basket `basket`'s last product.
  public int end(int basket) {
    return starts[basket + 1];
  }

  /// Number of products in basket `basket`.
  public int length(int basket) {
    return starts[basket + 1] - starts[basket];
  }

  /// A copy of basket `basket`.
  public int[] basket(int basket) {
    return Arrays.copyOfRange(products, starts[basket], starts[basket + 1]);
  }

  /// The same baskets in the indexes of another vocabulary, each in ascending order. A basket whose
  /// products are all unknown there stays, as an empty one.
  ///
  /// @param to per product its index there, all different, or a negative number where it is unknown
  public Baskets translated(int[] to) {
    int[] ends = new int[starts.length];
    // An index, and in the lower half where its product was.
    long[] kept = new long[products.length];
    int size = 0;
    for (int b = 0; b < size(); b++) {
      for (int at = start(b); at < end(b); at++) {
        if (to[products[at]] >= 0) {
          kept[size++] = (long) to[products[at]] << Integer.SIZE | at;
        }
      }
      Arrays.sort(kept, ends[b], size);
      ends[b + 1] = size;
    }
    int[] indexes = new int[size];
    Arrays.setAll(indexes, at -> (int) (kept[at] >> Integer.SIZE));
    float[] amounts = new float[isQuantified() ? size : 0];
    for (int at = 0; at < amounts.length; at++) {
      amounts[at] = quantities[(int) kept[at]];
    }
    return new Baskets(ends, indexes, days, amounts);
  }

  /// The number of baskets that each product is in.
  ///
  /// @param vocabularySize above every index
  public long[] counts(int vocabularySize) {
    long[] counts = new long[vocabularySize];
    for (int product : products) {
      counts[product]++;
    }
    return counts;
  }
}
