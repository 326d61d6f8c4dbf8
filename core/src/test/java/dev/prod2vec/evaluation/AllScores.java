package dev.prod2vec.evaluation;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// The scores of all products for some baskets, read whole and checked: every piece comes once and
/// has the length that it should have, and the scores of single products are the same bytes.
public final class AllScores {
  private AllScores() {}

  /// Every score, as an array.
  ///
  /// @return a row of `products` scores per basket
  public static float[][] of(Scorer scorer, Baskets baskets, int products, int threads) {
    float[][] all = new float[baskets.size()][products];
    AtomicIntegerArray pieces = new AtomicIntegerArray(baskets.size());
    try (Crew crew = new Crew(threads)) {
      scorer.score(
          baskets,
          crew,
          new Scorer.Reader() {
            @Override
            public boolean wants(int basket) {
              return true;
            }

            @Override
            public void read(int basket, int first, int count, float[] scores, int start) {
              check(first % scorer.pieceLength() == 0);
              check(count == Math.min(scorer.pieceLength(), products - first));
              pieces.incrementAndGet(basket);
              System.arraycopy(scores, start, all[basket], first, count);
              // As a reader may.
              Arrays.fill(scores, start, start + count, Float.NaN);
            }
          });
      int count = Math.ceilDiv(products, scorer.pieceLength());
      for (int basket = 0; basket < baskets.size(); basket++) {
        check(pieces.get(basket) == count);
      }
      for (int product = 0; product < products; product += Math.max(1, products / 50)) {
        checkSingle(scorer, baskets, product, all, crew);
      }
    }
    return all;
  }

  private static void checkSingle(
      Scorer scorer, Baskets baskets, int product, float[][] all, Crew crew) {
    int[] asked = new int[baskets.size()];
    Arrays.fill(asked, product);
    float[] scores = scorer.scores(baskets, asked, crew);
    for (int basket = 0; basket < asked.length; basket++) {
      boolean own = Arrays.stream(baskets.basket(basket)).anyMatch(other -> other == product);
      check(own || Float.compare(scores[basket], all[basket][product]) == 0);
    }
  }

  private static void check(boolean condition) {
    if (!condition) {
      throw new AssertionError("pieces or single scores are wrong");
    }
  }
}
