package dev.prod2vec.recommend;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// Completes baskets: scores every product as the one that is missing, in the way that fits the
/// embedding's objective, see [BasketScore]. Each product of the basket adds its own exponentials.
/// If vectors were trained pair by pair, these are divided by their sum, which keeps a single
/// product from drowning the others; if baskets were trained as a whole, their size was learned.
/// Safe to share between threads.
public final class BasketCompletion implements Scorer {
  private static final Kernel KERNEL = Kernel.best();

  /// Products of a block: the exponentials of all products of many baskets for a block fit a cache.
  private static final int BLOCK = 512;

  private final Matrix input;
  private final float[] bias;
  private final int blocks;
  private final int width;

  /// Output rows as columns, block by block: number `k` of product `block * width + j` is at
  /// `(block * dim + k) * width + j`.
  private final float[] columns;

  /// Subtracted from a product's scores before the exponential: 0, or the logarithm of the sum of
  /// its exponentials, which is computed on first use and NaN before. Threads may compute it at the
  /// same time, with the same result.
  private final float[] shifts;

  public BasketCompletion(Embedding embedding) {
    int size = embedding.size();
    int dim = embedding.dim();
    input = Matrix.copyOf(embedding.input(), size, dim);
    bias = embedding.bias();
    width = Math.min(BLOCK, Matrix.stride(size));
    blocks = (size + width - 1) / width;
    columns = new float[blocks * dim * width];
    for (int block = 0; block < blocks; block++) {
      int first = block * width;
      int at = first * dim;
      Kernel.transpose(
          embedding.output(), at, columns(block), dim, dim, columns, block * dim * width, width);
    }
    shifts = new float[size];
    Arrays.fill(shifts, embedding.basketScore() == BasketScore.SOFTMAX_SUM ? Float.NaN : 0f);
  }

  @Override
  public ScorerName name() {
    return ScorerName.MODEL;
  }

  /// Scores are probabilities up to a factor for each basket. A product's exponentials are computed
  /// once per call, however many baskets hold it: the more baskets, the less each costs.
  @Override
  public void score(Baskets baskets, int from, int to, Crew crew, float[] scores) {
    int begin = baskets.start(from);
    int[] products = Arrays.copyOfRange(baskets.products(), begin, baskets.start(to));
    int[] distinct = Arrays.stream(products).sorted().distinct().toArray();
    int[] rows =
        Arrays.stream(products).map(product -> Arrays.binarySearch(distinct, product)).toArray();
    findShifts(missing(distinct), crew);
    float[] x = vectors(distinct);
    AtomicInteger next = new AtomicInteger();
    crew.forEach(
        Math.min(blocks, crew.threads()),
        _ -> {
          float[] said = new float[distinct.length * width];
          for (int block = next.getAndIncrement(); block < blocks; block = next.getAndIncrement()) {
            say(distinct, x, block, said);
            for (int basket = from; basket < to; basket++) {
              int at = (basket - from) * bias.length + block * width;
              Arrays.fill(scores, at, at + columns(block), 0f);
              for (int p = baskets.start(basket); p < baskets.end(basket); p++) {
                add(said, rows[p - begin] * width, scores, at, columns(block));
              }
            }
          }
        });
  }

  /// For each candidate, the product of the basket that adds most to its score; of equal ones the
  /// first.
  int[] reasons(int[] basket, int[] candidates) {
    findShifts(missing(basket));
    float[] x = vectors(basket);
    float[] said = new float[basket.length * width];
    int[] reasons = new int[candidates.length];
    for (int block = 0; block < blocks; block++) {
      say(basket, x, block, said);
      for (int c = 0; c < candidates.length; c++) {
        int column = candidates[c] - block * width;
        if (column >= 0 && column < width) {
          int most = 0;
          for (int i = 1; i < basket.length; i++) {
            most = said[i * width + column] > said[most * width + column] ? i : most;
          }
          reasons[c] = basket[most];
        }
      }
    }
    return reasons;
  }

  /// Number of products in a block.
  private int columns(int block) {
    return Math.min(width, bias.length - block * width);
  }

  private float[] vectors(int[] products) {
    float[] x = new float[products.length * input.stride()];
    Kernel.gather(input, products, 0, products.length, x, 0);
    return x;
  }

  /// The exponentials of some products for the products of a block.
  ///
  /// @param products products whose shifts are computed
  /// @param x their vectors
  /// @param out overwritten, a row of [#width] for each
  private void say(int[] products, float[] x, int block, float[] out) {
    scores(products.length, x, block, out);
    for (int i = 0; i < products.length; i++) {
      int row = i * width;
      KERNEL.exp(out, row, row + columns(block), shifts[products[i]]);
    }
  }

  private void scores(int rows, float[] x, int block, float[] out) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(bias, block * width, out, i * width, columns(block));
      Arrays.fill(out, i * width + columns(block), (i + 1) * width, 0f);
    }
    int dim = input.dim();
    int first = block * dim * width;
    KERNEL.combine(x, 0, input.stride(), 1, rows, dim, columns, first, width, out, 0);
  }

  /// The products among these whose shift is not computed yet.
  private int[] missing(int[] products) {
    return Arrays.stream(products).filter(i -> Float.isNaN(shifts[i])).toArray();
  }

  private void findShifts(int[] missing, Crew crew) {
    crew.forEach(
        (missing.length + BLOCK - 1) / BLOCK,
        part -> {
          int from = part * BLOCK;
          int to = Math.min(missing.length, from + BLOCK);
          findShifts(Arrays.copyOfRange(missing, from, to));
        });
  }

  /// Computes shifts block by block: each row has the largest score so far and the sum of the
  /// exponentials less that.
  private void findShifts(int[] missing) {
    float[] x = vectors(missing);
    float[] scores = new float[missing.length * width];
    float[] largest = new float[missing.length];
    float[] sums = new float[missing.length];
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    for (int block = 0; block < blocks; block++) {
      scores(missing.length, x, block, scores);
      for (int i = 0; i < missing.length; i++) {
        int row = i * width;
        float max = Math.max(largest[i], KERNEL.max(scores, row, row + columns(block)));
        sums[i] *= Kernel.exp(largest[i] - max);
        sums[i] += KERNEL.exp(scores, row, row + columns(block), max);
        largest[i] = max;
      }
    }
    for (int i = 0; i < missing.length; i++) {
      shifts[missing[i]] = largest[i] + Kernel.log(sums[i]);
    }
  }

  private static void add(float[] row, int rowStart, float[] sum, int sumStart, int size) {
    for (int j = 0; j < size; j++) {
      sum[sumStart + j] += row[rowStart + j];
    }
  }
}
