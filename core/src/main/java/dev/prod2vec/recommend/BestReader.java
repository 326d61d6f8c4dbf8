package dev.prod2vec.recommend;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.linalg.Kernel;

/// Keeps the best products of each basket, of those that may be in its list. The basket's own are
/// left out. A list does not depend on the order of the pieces.
///
/// @param lists one per basket
record BestReader(Baskets baskets, TopList[] lists) implements Scorer.Reader {
  private static final Kernel KERNEL = Kernel.best();

  @Override
  public boolean wants(int basket) {
    return true;
  }

  @Override
  public float least(int basket) {
    TopList list = lists[basket];
    synchronized (list) {
      return list.threshold();
    }
  }

  @Override
  public void read(int basket, int first, int count, float[] scores, int start) {
    for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
      int own = baskets.products()[at] - first;
      if (own >= 0 && own < count) {
        scores[start + own] = Float.NaN;
      }
    }
    TopList list = lists[basket];
    // Two threads may have pieces of one basket.
    synchronized (list) {
      // Few pieces hold anything for a list that is full. A score that equals the worst one counts,
      // since its product may have a lower index.
      if (KERNEL.countAbove(scores, start, count, Math.nextDown(list.threshold())) > 0) {
        for (int i = 0; i < count; i++) {
          if (scores[start + i] >= list.threshold()) {
            list.offer(first + i, scores[start + i]);
          }
        }
      }
    }
  }
}
