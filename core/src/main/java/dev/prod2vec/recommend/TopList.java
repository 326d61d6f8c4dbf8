package dev.prod2vec.recommend;

import java.util.function.IntPredicate;

/// The best of many scored products, of those that may be in the list: a heap with the worst of the
/// kept ones on top. Among equal scores the lower index is the better one, in whichever order they
/// are offered. Not safe to share.
final class TopList {
  private final int[] products;
  private final float[] scores;
  private final IntPredicate candidates;
  private int size;

  /// @param capacity number of products kept, 0 or more
  TopList(int capacity) {
    this(capacity, _ -> true);
  }

  /// @param candidates the products that may be kept; asked only about those good enough
  TopList(int capacity, IntPredicate candidates) {
    this.candidates = candidates;
    products = new int[capacity];
    scores = new float[capacity];
  }

  int size() {
    return size;
  }

  /// A score must be above this to be kept; one that is equal is kept if its index is lower.
  float threshold() {
    if (size < scores.length) {
      return Float.NEGATIVE_INFINITY;
    }
    return size == 0 ? Float.POSITIVE_INFINITY : scores[0];
  }

  /// Keeps the product, if it is a candidate, if it is better than the worst one kept, which it
  /// replaces, or if there is room and its score is above negative infinity.
  void offer(int product, float score) {
    if (size < scores.length) {
      if (!(score > Float.NEGATIVE_INFINITY) || !candidates.test(product)) {
        return;
      }
      int at = size++;
      while (at > 0 && worse(score, product, (at - 1) / 2)) {
        move((at - 1) / 2, at);
        at = (at - 1) / 2;
      }
      products[at] = product;
      scores[at] = score;
    } else if (size > 0
        && (score > scores[0] || (score == scores[0] && product < products[0]))
        && candidates.test(product)) {
      sink(product, score);
    }
  }

  /// Writes the kept products, best first, and empties the list.
  ///
  /// @return how many there are
  int drain(int[] toProducts, float[] toScores, int start) {
    int drained = size;
    while (size > 0) {
      size--;
      toProducts[start + size] = products[0];
      toScores[start + size] = scores[0];
      if (size > 0) {
        sink(products[size], scores[size]);
      }
    }
    return drained;
  }

  /// Puts a product in the place of the worst one.
  private void sink(int product, float score) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && worse(scores[child + 1], products[child + 1], child)) {
        child++;
      }
      if (worse(score, product, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    products[at] = product;
    scores[at] = score;
  }

  private boolean worse(float score, int product, int thanAt) {
    return score < scores[thanAt] || (score == scores[thanAt] && product > products[thanAt]);
  }

  private void move(int from, int to) {
    products[to] = products[from];
    scores[to] = scores[from];
  }
}
