package dev.prod2vec.recommend;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// Completes baskets: scores every product as the one that is missing, in the way that goes with
/// the embedding's objective, see [BasketScore]. Of the two, a sum of softmaxes keeps a single
/// product from drowning the others where vectors were trained one pair at a time; where a basket
/// was trained as a whole, its context is the score.
public final class BasketCompletion implements Scorer {
  private static final Kernel KERNEL = Kernel.best();

  /// Floats of softmax rows held at once, by each thread.
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

  @Override
  public void score(Baskets baskets, int from, int to, float[] scores) {
    switch (basketScore) {
      case CONTEXT -> contexts(baskets, from, to, scores);
      case SOFTMAX_SUM -> softmaxSums(baskets, from, to, scores);
    }
  }

  /// Scores whose softmax over the products is the probability that this model gives each: the
  /// scores themselves, or the logarithm of a sum of probabilities. They rank products the same.
  public Scorer logits() {
    return switch (basketScore) {
      case CONTEXT -> this;
      case SOFTMAX_SUM ->
          new Scorer() {
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
    };
  }

  private void contexts(Baskets baskets, int from, int to, float[] scores) {
    int stride = pairs.left().stride();
    float[] contexts = new float[(to - from) * stride];
    for (int basket = from; basket < to; basket++) {
      float scale = (float) (1 / Math.sqrt(baskets.length(basket)));
      int row = (basket - from) * stride;
      for (int p = baskets.start(basket); p < baskets.end(basket); p++) {
        int at = baskets.products()[p] * stride;
        KERNEL.add(scale, pairs.left().values(), at, contexts, row, stride);
      }
    }
    for (int block = 0; block < pairs.blocks(); block++) {
      pairs.score(contexts, to - from, block, scores, block * PairScores.BLOCK, pairs.size());
    }
  }

  /// Each product's softmax row is computed once per call and added to the baskets that hold it, by
  /// rising index, so that a basket's score does not depend on the baskets beside it.
  private void softmaxSums(Baskets baskets, int from, int to, float[] scores) {
    int size = pairs.size();
    Arrays.fill(scores, 0, (to - from) * size, 0f);
    Holders holders = Holders.of(baskets, from, to);
    int rows = Math.clamp(FLOATS / Math.max(1, size), 4, 256);
    int stride = pairs.blocks() * PairScores.BLOCK;
    float[] softmax = new float[Math.min(rows, holders.products().length) * stride];
    for (int start = 0; start < holders.products().length; start += rows) {
      int count = Math.min(rows, holders.products().length - start);
      softmax(Arrays.copyOfRange(holders.products(), start, start + count), softmax);
      for (int i = 0; i < count; i++) {
        for (int at = holders.starts()[start + i]; at < holders.starts()[start + i + 1]; at++) {
          add(softmax, i * stride, scores, holders.baskets()[at] * size, size);
        }
      }
    }
  }

  /// The softmax row of each of some products, one after the other.
  ///
  /// @param rows overwritten; a row begins at every multiple of the number of blocks times
  ///   [PairScores#BLOCK]
  private void softmax(int[] products, float[] rows) {
    int stride = pairs.blocks() * PairScores.BLOCK;
    scores(products, rows);
    for (int i = 0; i < products.length; i++) {
      int start = i * stride;
      int end = start + pairs.size();
      float max = KERNEL.max(rows, start, end);
      float scale = 1 / KERNEL.exp(rows, start, end, max);
      for (int at = start; at < end; at++) {
        rows[at] *= scale;
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
      int[] one = {product};
      switch (basketScore) {
        case CONTEXT -> scores(one, row);
        case SOFTMAX_SUM -> softmax(one, row);
      }
      for (int i = 0; i < candidates.length; i++) {
        if (row[candidates[i]] > most[i]) {
          most[i] = row[candidates[i]];
          reasons[i] = product;
        }
      }
    }
    return reasons;
  }

  /// The scores of each of some products against all, one row after the other.
  private void scores(int[] products, float[] rows) {
    int stride = pairs.blocks() * PairScores.BLOCK;
    for (int block = 0; block < pairs.blocks(); block++) {
      pairs.score(products, products.length, block, rows, block * PairScores.BLOCK, stride);
    }
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
