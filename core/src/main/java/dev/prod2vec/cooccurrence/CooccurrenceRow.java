package dev.prod2vec.cooccurrence;

import java.util.Arrays;

/// The products that one product shares a basket with. Callers must not change the arrays.
///
/// @param products their vocabulary indexes, ascending, without the product itself
/// @param counts number of baskets shared with each, 1 or more
public record CooccurrenceRow(int[] products, int[] counts) {

  /// Number of different products.
  public int size() {
    return products.length;
  }

  /// Number of baskets shared with `product`; 0 if there is none.
  public int count(int product) {
    int at = Arrays.binarySearch(products, product);
    return at < 0 ? 0 : counts[at];
  }
}
