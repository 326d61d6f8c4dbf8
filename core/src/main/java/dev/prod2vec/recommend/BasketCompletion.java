package dev.prod2vec.recommend;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// Completes baskets: scores every product as the one that is missing, in the way that goes with
/// the embedding's objective, see [BasketScore]. Each product of the basket adds what it says by
/// itself. Where vectors were trained one pair at a time, its exponentials are divided by their
/// sum, which keeps a single product from drowning the others; where a basket was trained as a
/// whole, their size was learnt.
public final class BasketCompletion implements Scorer {
  private static final Kernel KERNEL = Kernel.best();

  /// Floats of rows held at once, by each thread.
  private static final int FLOATS = 1 << 19;

  private final PairScores pairs;
  private final BasketScore basketScore;

  public BasketCompletion(Embedding embedding) {
    int size = embedding.size();
    basketScore = embedding.basketScore();
    pairs =
        new PairScores(
            Matrix.copyOf(embedding.input(), size, embedding.dim()),
            Matrix.copyOf(embedding.output(), size, embedding.dim()),
            embedding.bias());
  }

  @Override
  public String name() {
    return "model";
  }

  /// Scores whose softmax over the products is the probability that this model gives each: the
  /// logarithms of the scores. They rank products the same.
  public Scorer logits() {
    return new Scorer() {
      @Override
      public String name() {
        return BasketCompletion.this.name();
      }

      @Override
      public void score(Baskets baskets, int from, int to, float[] scores) {
        BasketCompletion.this.score(baskets, from, to, scores);
        for (int at = 0; at < (to - from) * pairs.size(); at++) {
          scores[at] = (float) StrictMath.log(Math.max(scores[at], Float.MIN_NORMAL));
        }
      }
    };
  }

  /// Each product's row is computed once per call and added to the baskets that hold it, by rising
  /// index, so that a basket's score does not depend on the baskets beside it.
  @Override
  public void score(Baskets baskets, int from, int to, float[] scores) {
    int size = pairs.size();
    Arrays.fill(scores, 0, (to - from) * size, 0f);
    Holders holders = Holders.of(baskets, from, to);
    int rows = Math.clamp(FLOATS / Math.max(1, size), 4, 256);
    int stride = pairs.blocks() * PairScores.BLOCK;
    float[] said = new float[Math.min(rows, holders.products().length) * stride];
    for (int start = 0; start < holders.products().length; start += rows) {
      int count = Math.min(rows, holders.products().length - start);
      say(Arrays.copyOfRange(holders.products(), start, start + count), said);
      for (int i = 0; i < count; i++) {
        for (int at = holders.starts()[start + i]; at < holders.starts()[start + i + 1]; at++) {
          add(said, i * stride, scores, holders.baskets()[at] * size, size);
        }
      }
    }
  }

  /// What each of some products says for all products, one row after the other.
  ///
  /// @param rows overwritten; a row begins at every multiple of the number of blocks times
  ///   [PairScores#BLOCK]
  private void say(int[] products, float[] rows) {
    int stride = pairs.blocks() * PairScores.BLOCK;
    for (int block = 0; block < pairs.blocks(); block++) {
      pairs.score(products, products.length, block, rows, block * PairScores.BLOCK, stride);
    }
    for (int i = 0; i < products.length; i++) {
      int start = i * stride;
      int end = start + pairs.size();
      switch (basketScore) {
        case EXPONENTIAL_SUM -> KERNEL.exp(rows, start, end, 0f);
        case SOFTMAX_SUM -> {
          float max = KERNEL.max(rows, start, end);
          Kernel.scale(rows, start, end, 1 / KERNEL.exp(rows, start, end, max));
        }
      }
    }
  }

  /// For each of some candidates the basket's product that adds most to its score; the first of
  /// equals.
  int[] reasons(int[] basket, int[] candidates) {
    float[] most = new float[candidates.length];
    int[] reasons = new int[candidates.length];
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    float[] row = new float[pairs.blocks() * PairScores.BLOCK];
    for (int product : basket) {
      say(new int[] {product}, row);
      for (int i = 0; i < candidates.length; i++) {
        if (row[candidates[i]] > most[i]) {
          most[i] = row[candidates[i]];
          reasons[i] = product;
        }
      }
    }
    return reasons;
  }

  private static void add(float[] row, int rowStart, float[] sum, int sumStart, int size) {
    for (int j = 0; j < size; j++) {
      sum[sumStart + j] += row[rowStart + j];
    }
  }

  /// Which baskets hold each product.
  ///
  /// @param products ascending, each once
  /// @param starts the baskets of `products[i]` are `baskets[starts[i] .. starts[i + 1])`
  /// @param baskets counted from the first one asked about
  private record Holders(int[] products, int[] starts, int[] baskets) {
    static Holders of(Baskets all, int from, int to) {
      long[] held = new long[all.start(to) - all.start(from)];
      int size = 0;
      for (int basket = from; basket < to; basket++) {
        for (int p = all.start(basket); p < all.end(basket); p++) {
          held[size++] = (long) all.products()[p] << 32 | (basket - from);
        }
      }
      Arrays.sort(held);
      int[] products = new int[size];
      int[] starts = new int[size + 1];
      int[] baskets = new int[size];
      int distinct = 0;
      for (int at = 0; at < size; at++) {
        int product = (int) (held[at] >>> 32);
        if (distinct == 0 || products[distinct - 1] != product) {
          starts[distinct] = at;
          products[distinct++] = product;
        }
        baskets[at] = (int) held[at];
      }
      starts[distinct] = size;
      return new Holders(
          Arrays.copyOf(products, distinct), Arrays.copyOf(starts, distinct + 1), baskets);
    }
  }
}
