package dev.prod2vec.training;

import java.util.Arrays;
import java.util.BitSet;

/// The products whose rows a batch changes, in the order in which they come first, and the gradient
/// rows of each, ascending.
final class Touched {
  private int size;
  private int[] products = new int[0];
  private int[] starts = new int[1];
  private int[] uses = new int[0];
  private int[] rows = new int[0];

  /// The gradient rows in the order in which they were added, and the place of each one's product.
  private int added;

  private int[] addedRows = new int[0];
  private int[] addedPlaces = new int[0];

  /// Per product of the vocabulary: its place, valid if the product there is the same one.
  private final int[] places;

  /// @param vocabulary number of products
  Touched(int vocabulary) {
    places = new int[vocabulary];
  }

  /// Number of products.
  int size() {
    return size;
  }

  /// The product at a place.
  int product(int place) {
    return products[place];
  }

  /// How many of its gradient rows are of purchases.
  int uses(int place) {
    return uses[place];
  }

  /// Where the gradient rows of a place begin in [#rows]. For the number after the last place it is
  /// the end.
  int start(int place) {
    return starts[place];
  }

  /// The gradient rows of all places, one after the other.
  int[] rows() {
    return rows;
  }

  /// Adds the products to a set.
  void addTo(BitSet set) {
    for (int place = 0; place < size; place++) {
      set.set(products[place]);
    }
  }

  void clear() {
    size = 0;
    added = 0;
  }

  /// Adds gradient rows, `row` and the following ones.
  ///
  /// @param of their products, from `from` on
  void add(int[] of, int from, int count, int row) {
    if (addedRows.length < added + count) {
      addedRows = Arrays.copyOf(addedRows, 2 * (added + count));
      addedPlaces = Arrays.copyOf(addedPlaces, addedRows.length);
      products = Arrays.copyOf(products, addedRows.length);
    }
    for (int i = 0; i < count; i++) {
      int product = of[from + i];
      int place = places[product];
      if (place >= size || products[place] != product) {
        place = size++;
        places[product] = place;
        products[place] = product;
      }
      addedRows[added] = row + i;
      addedPlaces[added++] = place;
    }
  }

  /// Sorts the rows by product.
  ///
  /// @param purchases the gradient rows below this one are of purchases
  void complete(int purchases) {
    if (starts.length <= size) {
      starts = new int[2 * size + 1];
      uses = new int[2 * size];
    }
    if (rows.length < added) {
      rows = new int[2 * added];
    }
    Arrays.fill(starts, 0, size + 1, 0);
    Arrays.fill(uses, 0, size, 0);
    for (int i = 0; i < added; i++) {
      starts[addedPlaces[i] + 1]++;
      uses[addedPlaces[i]] += addedRows[i] < purchases ? 1 : 0;
    }
    for (int place = 0; place < size; place++) {
      starts[place + 1] += starts[place];
    }
    // Each start moves to the end of its rows, which is the next start.
    for (int i = 0; i < added; i++) {
      rows[starts[addedPlaces[i]]++] = addedRows[i];
    }
    System.arraycopy(starts, 0, starts, 1, size);
    starts[0] = 0;
  }
}
