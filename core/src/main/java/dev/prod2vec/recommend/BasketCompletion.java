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

  /// Products of a block, whose scores are computed together and then added up for each basket.
  private static final int BLOCK = Kernel.BLOCK;

  /// Blocks of a round, for each thread. After a round, baskets that are not wanted any more leave.
  private static final int ROUND = 8;

  /// Different products in the baskets that are scored together, about: their exponentials for a
  /// block are 8 MiB.
  private static final int GROUP = 1 << 15;

  private static final float[] ONES = new float[BLOCK];

  static {
    Arrays.fill(ONES, 1f);
  }

  private final Matrix input;
  private final int size;
  private final int power;
  private final int blocks;

  /// One per product, and negative infinity up to the end of the last block.
  private final float[] bias;

  /// Output rows as the columns of panels.
  private final float[] columns;

  /// Subtracted from a product's scores before the exponential: 0, or the logarithm of the sum of
  /// its exponentials, which is computed on first use and NaN before. Threads may compute it at the
  /// same time, with the same result.
  private final float[] shifts;

  public BasketCompletion(Embedding embedding) {
    this(embedding, embedding.size());
  }

  /// @param candidates number of products, the first ones, that may be missing; a basket may hold
  ///   the others, too
  BasketCompletion(Embedding embedding, int candidates) {
    size = candidates;
    power = embedding.scorePower();
    int dim = embedding.dim();
    input = Matrix.of(embedding.input(), embedding.size(), dim);
    blocks = Math.ceilDiv(size, BLOCK);
    bias = Arrays.copyOf(Arrays.copyOf(embedding.bias(), size), blocks * BLOCK);
    Arrays.fill(bias, size, bias.length, Float.NEGATIVE_INFINITY);
    columns = new float[blocks * dim * BLOCK];
    KERNEL.packTransposed(embedding.output(), 0, size, dim, dim, columns, 0);
    shifts = new float[input.rows()];
    Arrays.fill(shifts, embedding.basketScore() == BasketScore.SOFTMAX_SUM ? Float.NaN : 0f);
  }

  @Override
  public ScorerName name() {
    return ScorerName.MODEL;
  }

  @Override
  public int power() {
    return power;
  }

  /// Scores to the power are probabilities up to a factor for each basket.
  @Override
  public float[] scores(Baskets baskets, int[] products, Crew crew) {
    findShifts(baskets.products(), crew);
    float[] scores = new float[products.length];
    crew.forEach(
        Math.ceilDiv(baskets.size(), BLOCK),
        part -> {
          int end = Math.min(baskets.size(), (part + 1) * BLOCK);
          for (int basket = part * BLOCK; basket < end; basket++) {
            for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
              scores[basket] += exponential(baskets.products()[at], products[basket]);
            }
          }
        });
    return scores;
  }

  @Override
  public int pieceLength() {
    return BLOCK;
  }

  /// A product's exponentials are computed once for all baskets that hold it: the more baskets, the
  /// less each costs.
  @Override
  public void score(Baskets baskets, Crew crew, Reader reader) {
    findShifts(baskets.products(), crew);
    int[] group = new int[baskets.size()];
    boolean[] seen = new boolean[input.rows()];
    int count = 0;
    int different = 0;
    for (int basket = 0; basket < baskets.size(); basket++) {
      group[count++] = basket;
      for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
        int product = baskets.products()[at];
        different += seen[product] ? 0 : 1;
        seen[product] = true;
      }
      if (different >= GROUP || basket == baskets.size() - 1) {
        score(baskets, Arrays.copyOf(group, count), crew, reader);
        Arrays.fill(seen, false);
        count = 0;
        different = 0;
      }
    }
  }

  private void score(Baskets baskets, int[] group, Crew crew, Reader reader) {
    Questions questions = questions(baskets, group);
    int round = crew.threads() * ROUND;
    for (int first = 0; first < blocks; first += round) {
      int from = first;
      int to = Math.min(blocks, first + round);
      int[] wanted = Arrays.stream(questions.baskets).filter(reader::wants).toArray();
      // Worth another list only if much less is left to do.
      if (wanted.length < questions.baskets.length * 7 / 8) {
        questions = questions(baskets, wanted);
      }
      score(questions, from, to, crew, reader);
    }
  }

  /// Baskets, their different products, and the number of each of their products among these.
  private record Questions(
      Baskets all, int[] baskets, int[] products, float[] vectors, int[] starts, int[] rows) {}

  private Questions questions(Baskets all, int[] baskets) {
    int[] numbers = new int[input.rows()];
    int[] products = new int[input.rows()];
    int[] starts = new int[baskets.length + 1];
    for (int i = 0; i < baskets.length; i++) {
      starts[i + 1] = starts[i] + all.length(baskets[i]);
    }
    int[] rows = new int[starts[baskets.length]];
    int different = 0;
    int to = 0;
    for (int basket : baskets) {
      for (int at = all.start(basket); at < all.end(basket); at++) {
        int product = all.products()[at];
        if (numbers[product] == 0) {
          products[different++] = product;
          numbers[product] = different;
        }
        rows[to++] = numbers[product] - 1;
      }
    }
    int[] found = Arrays.copyOf(products, different);
    return new Questions(all, baskets, found, vectors(found), starts, rows);
  }

  /// Scores the products of some blocks.
  private void score(Questions questions, int from, int to, Crew crew, Reader reader) {
    AtomicInteger next = new AtomicInteger(from);
    crew.forEach(
        Math.min(to - from, crew.threads()),
        _ -> {
          float[] said = new float[questions.products.length * BLOCK];
          float[] sum = new float[BLOCK];
          for (int block = next.getAndIncrement(); block < to; block = next.getAndIncrement()) {
            exponentials(questions.products, questions.vectors, block, said);
            int count = Math.min(BLOCK, size - block * BLOCK);
            for (int i = 0; i < questions.baskets.length; i++) {
              Arrays.fill(sum, 0f);
              for (int at = questions.starts[i]; at < questions.starts[i + 1]; at++) {
                KERNEL.add(1f, said, questions.rows[at] * BLOCK, sum, 0, BLOCK);
              }
              reader.read(questions.baskets[i], block * BLOCK, count, sum, 0);
            }
          }
        });
  }

  /// The product of a basket that adds most to a candidate's score; of equal ones the first. The
  /// basket's products must have been scored before.
  int reason(int[] basket, int candidate) {
    float most = -1f;
    int reason = basket[0];
    for (int product : basket) {
      float exponential = exponential(product, candidate);
      if (exponential > most) {
        most = exponential;
        reason = product;
      }
    }
    return reason;
  }

  private float[] vectors(int[] products) {
    float[] x = new float[products.length * input.stride()];
    Kernel.gather(input, products, 0, products.length, x, 0);
    return x;
  }

  /// The exponentials of some products for the products of a block, less their shifts.
  ///
  /// @param x their vectors
  /// @param out overwritten, a row of [#BLOCK] for each
  private void exponentials(int[] products, float[] x, int block, float[] out) {
    for (int i = 0; i < products.length; i++) {
      begin(block, shifts[products[i]], out, i * BLOCK);
    }
    addProducts(products.length, x, block, out);
    KERNEL.exponentials(out, 0, products.length, BLOCK, Kernel.MOST, new float[BLOCK], 0);
  }

  /// Writes the biases of a block, less a shift.
  private void begin(int block, float shift, float[] out, int start) {
    System.arraycopy(bias, block * BLOCK, out, start, BLOCK);
    if (shift != 0) {
      KERNEL.add(-shift, ONES, 0, out, start, BLOCK);
    }
  }

  private void addProducts(int rows, float[] x, int block, float[] out) {
    int first = block * BLOCK;
    KERNEL.productWithColumns(
        x, 0, input.stride(), rows, input.dim(), columns, first, BLOCK, out, 0, BLOCK);
  }

  /// The same bytes as [#exponentials], for one product and one candidate.
  private float exponential(int product, int candidate) {
    int width = KERNEL.panel();
    int column = candidate / width * width * input.dim() + candidate % width;
    int row = product * input.stride();
    float score = bias[candidate] - shifts[product];
    for (int k = 0; k < input.dim(); k++) {
      score = Math.fma(input.values()[row + k], columns[column + k * width], score);
    }
    return Kernel.exp(score);
  }

  private void findShifts(int[] products, Crew crew) {
    int[] missing =
        Arrays.stream(products).filter(i -> Float.isNaN(shifts[i])).sorted().distinct().toArray();
    int part = 8 * BLOCK;
    crew.forEach(
        Math.ceilDiv(missing.length, part),
        p ->
            findShifts(
                Arrays.copyOfRange(missing, p * part, Math.min(missing.length, (p + 1) * part))));
  }

  /// The logarithm of a sum of exponentials is the largest score and the logarithm of the sum of
  /// the exponentials of all scores less that one. The largest score so far is subtracted from the
  /// beginning; where a larger one turns up, the sum is scaled.
  private void findShifts(int[] missing) {
    float[] x = vectors(missing);
    float[] said = new float[missing.length * BLOCK];
    float[] largest = new float[missing.length];
    double[] sums = new double[missing.length];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < missing.length; i++) {
        begin(block, largest[i], said, i * BLOCK);
      }
      addProducts(missing.length, x, block, said);
      for (int i = 0; i < missing.length; i++) {
        int row = i * BLOCK;
        if (block == 0 || KERNEL.countAbove(said, row, BLOCK, 0f) > 0) {
          float more = max(said, row);
          KERNEL.add(-more, ONES, 0, said, row, BLOCK);
          sums[i] *= StrictMath.exp(-more);
          largest[i] += more;
        }
      }
      KERNEL.exponentials(said, 0, missing.length, BLOCK, Kernel.MOST, new float[BLOCK], 0);
      for (int i = 0; i < missing.length; i++) {
        sums[i] += sum(said, i * BLOCK);
      }
    }
    for (int i = 0; i < missing.length; i++) {
      shifts[missing[i]] = largest[i] + Kernel.log((float) sums[i]);
    }
  }

  private static float max(float[] x, int start) {
    float max = x[start];
    for (int j = start + 1; j < start + BLOCK; j++) {
      max = Math.max(max, x[j]);
    }
    return max;
  }

  /// The sum of a row of a block, in four sums: with a single one, each addition would wait for the
  /// one before.
  private static float sum(float[] x, int start) {
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    for (int j = start; j < start + BLOCK; j += 4) {
      s0 += x[j];
      s1 += x[j + 1];
      s2 += x[j + 2];
      s3 += x[j + 3];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
