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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Completes baskets: scores every product as the one that is missing, in the way that fits the
/// embedding's objective, see [BasketScore]. Each product of the basket adds its own exponentials.
/// If vectors were trained pair by pair, these are divided by their sum, which keeps a single
/// product from drowning the others; if baskets were trained as a whole, their size was learned.
/// Where only the best scores are read, [ScoreBounds] tell which blocks of products have none, once
/// [#prepare] was called. Safe to share between threads.
public final class BasketCompletion implements Scorer {
  private static final Kernel KERNEL = Kernel.best();

  /// Products of a block, whose scores are computed together and then added up for each basket.
  private static final int BLOCK = Kernel.BLOCK;

  /// Blocks of a round, for each thread. After a round, baskets that are not wanted any more leave.
  private static final int ROUND = 8;

  /// Different products in the baskets that are scored together, about: their exponentials for a
  /// block are 8 MiB.
  private static final int GROUP = 1 << 15;

  /// Rows whose products and exponentials are computed at a time, so that they stay in the nearest
  /// cache; a multiple of the rows of the kernel's tiles.
  private static final int CHUNK = 60;

  /// Of the rows of a block, the share that bounds must spare, or they are not used for the rest:
  /// half of what they cost, since the first products, which are bought most, are spared least.
  private static final double SPARED = 0.2;

  /// Blocks over which that share is averaged, about.
  private static final int AVERAGED = 128;

  private static final float[] ONES = new float[BLOCK];

  static {
    Arrays.fill(ONES, 1f);
  }

  private final Embedding embedding;
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

  private volatile @Nullable ScoreBounds bounds;

  public BasketCompletion(Embedding embedding) {
    this(embedding, embedding.size());
  }

  /// @param candidates number of products, the first ones, that may be missing; a basket may hold
  ///   the others, too
  BasketCompletion(Embedding embedding, int candidates) {
    this.embedding = embedding;
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

  /// Computes the bounds of scores, once: worth it before thousands of baskets.
  synchronized void prepare() {
    if (bounds == null && embedding.dim() >= ScoreBounds.LEAST_DIM) {
      bounds = new ScoreBounds(embedding, size);
    }
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
    Arrays.setAll(group, basket -> basket);
    if (baskets.products().length <= GROUP) {
      score(baskets, group, crew, reader);
      return;
    }
    boolean[] seen = new boolean[input.rows()];
    int from = 0;
    int different = 0;
    for (int basket : group) {
      for (int at = baskets.start(basket); at < baskets.end(basket); at++) {
        int product = baskets.products()[at];
        different += seen[product] ? 0 : 1;
        seen[product] = true;
      }
      if (different >= GROUP || basket == group.length - 1) {
        score(baskets, Arrays.copyOfRange(group, from, basket + 1), crew, reader);
        Arrays.fill(seen, false);
        from = basket + 1;
        different = 0;
      }
    }
  }

  private void score(Baskets baskets, int[] group, Crew crew, Reader reader) {
    Questions questions = questions(baskets, group);
    Bounding bounding = new Bounding(bounds);
    List<Worker> workers = workers(questions, crew, reader);
    int round = crew.threads() * ROUND;
    for (int first = 0; first < blocks; first += round) {
      int from = first;
      int to = Math.min(blocks, first + round);
      int[] wanted = Arrays.stream(questions.baskets).filter(reader::wants).toArray();
      // Worth another list only if much less is left to do.
      if (wanted.length < questions.baskets.length * 7 / 8) {
        questions = questions(baskets, wanted);
        workers = workers(questions, crew, reader);
      }
      score(workers, bounding, from, to, crew);
    }
  }

  private List<Worker> workers(Questions questions, Crew crew, Reader reader) {
    return Stream.generate(() -> new Worker(questions, reader)).limit(crew.threads()).toList();
  }

  /// Baskets, their different products, and the number of each of their products among these.
  private record Questions(
      Baskets all, int[] baskets, int[] products, float[] vectors, int[] starts, int[] rows) {}

  private Questions questions(Baskets all, int[] baskets) {
    int[] starts = new int[baskets.length + 1];
    for (int i = 0; i < baskets.length; i++) {
      starts[i + 1] = starts[i] + all.length(baskets[i]);
    }
    int[] products = new int[starts[baskets.length]];
    for (int i = 0; i < baskets.length; i++) {
      int from = all.start(baskets[i]);
      System.arraycopy(all.products(), from, products, starts[i], all.length(baskets[i]));
    }
    int[] found = Arrays.stream(products).sorted().distinct().toArray();
    int[] rows = new int[products.length];
    Arrays.setAll(rows, at -> Arrays.binarySearch(found, products[at]));
    return new Questions(all, baskets, found, vectors(found), starts, rows);
  }

  /// Whether bounds spare enough. Safe to share between threads.
  private static final class Bounding {
    private final @Nullable ScoreBounds bounds;
    private double spared = 1;
    private volatile boolean pays = true;

    Bounding(@Nullable ScoreBounds bounds) {
      this.bounds = bounds;
    }

    @Nullable ScoreBounds bounds() {
      return pays ? bounds : null;
    }

    /// @param share of the rows of a block
    synchronized void spared(double share) {
      spared += (share - spared) / AVERAGED;
      if (spared < SPARED) {
        pays = false;
      }
    }
  }

  /// Scores the products of some blocks.
  private static void score(List<Worker> workers, Bounding bounding, int from, int to, Crew crew) {
    AtomicInteger next = new AtomicInteger(from);
    crew.forEach(
        Math.min(to - from, crew.threads()),
        part -> {
          Worker worker = workers.get(part);
          for (int block = next.getAndIncrement(); block < to; block = next.getAndIncrement()) {
            ScoreBounds known = bounding.bounds();
            if (known == null || !worker.isAnyFull()) {
              worker.readAll(block);
            } else {
              bounding.spared(worker.readBest(known, block));
            }
          }
        });
  }

  /// Scores blocks. For one thread at a time.
  private final class Worker {
    private final Questions questions;
    private final Reader reader;
    private final float[] said;
    private final float[] sum = new float[BLOCK];

    /// The place of each row among those that are needed, or -1.
    private final int[] places;

    /// The products and vectors of the rows that are needed, and the short vectors of all.
    private int[] products = {};

    private float[] vectors = {};
    private float[] shortVectors = {};

    Worker(Questions questions, Reader reader) {
      this.questions = questions;
      this.reader = reader;
      int rows = questions.products.length;
      said = new float[rows * BLOCK];
      places = new int[rows];
    }

    /// Whether bounds can be of use yet.
    boolean isAnyFull() {
      for (int basket : questions.baskets) {
        if (reader.least(basket) > Float.NEGATIVE_INFINITY) {
          return true;
        }
      }
      return false;
    }

    void readAll(int block) {
      exponentials(questions.products, questions.products.length, questions.vectors, block, said);
      own();
      for (int i = 0; i < questions.baskets.length; i++) {
        read(i, block);
      }
    }

    /// Each row is in its own place.
    private void own() {
      Arrays.setAll(places, row -> row);
    }

    private void sum(int i) {
      Arrays.fill(sum, 0f);
      for (int at = questions.starts[i]; at < questions.starts[i + 1]; at++) {
        KERNEL.add(1f, said, places[questions.rows[at]] * BLOCK, sum, 0, BLOCK);
      }
    }

    private void read(int i, int block) {
      sum(i);
      int count = Math.min(BLOCK, size - block * BLOCK);
      reader.read(questions.baskets[i], block * BLOCK, count, sum, 0);
    }

    /// Leaves out baskets that no product of the block is good enough for.
    ///
    /// @return the share of the rows that is spared
    double readBest(ScoreBounds bounds, int block) {
      bound(bounds, block);
      own();
      int[] wanted = new int[questions.baskets.length];
      int count = 0;
      for (int i = 0; i < questions.baskets.length; i++) {
        float least = reader.least(questions.baskets[i]);
        sum(i);
        // A score that equals the least one counts, since its product may have a lower index.
        if (KERNEL.countAbove(sum, 0, BLOCK, Math.nextDown(least)) > 0) {
          wanted[count++] = i;
        }
      }
      int rows = choose(wanted, count);
      exponentials(products, rows, vectors, block, said);
      for (int i = 0; i < count; i++) {
        read(wanted[i], block);
      }
      return 1 - (double) rows / questions.products.length;
    }

    private void bound(ScoreBounds bounds, int block) {
      int rows = questions.products.length;
      if (shortVectors.length == 0) {
        products = new int[rows];
        vectors = new float[questions.vectors.length];
        shortVectors = bounds.vectors(questions.products);
      }
      float[] sums = new float[BLOCK];
      for (int from = 0; from < rows; from += CHUNK) {
        int to = Math.min(rows, from + CHUNK);
        for (int i = from; i < to; i++) {
          float shift = shifts[questions.products[i]];
          begin(block, shift - bounds.slack(questions.products[i], shift), said, i * BLOCK);
        }
        bounds.add(from, to, shortVectors, block, said);
        KERNEL.exponentials(said, from * BLOCK, to - from, BLOCK, Kernel.MOST, sums, 0);
      }
    }

    /// Gathers the rows of some baskets.
    private int choose(int[] wanted, int count) {
      Arrays.fill(places, -1);
      int chosen = 0;
      int stride = input.stride();
      for (int i = 0; i < count; i++) {
        for (int at = questions.starts[wanted[i]]; at < questions.starts[wanted[i] + 1]; at++) {
          int row = questions.rows[at];
          if (places[row] < 0) {
            System.arraycopy(questions.vectors, row * stride, vectors, chosen * stride, stride);
            products[chosen] = questions.products[row];
            places[row] = chosen++;
          }
        }
      }
      return chosen;
    }
  }

  /// The product of a basket that adds most to a candidate's score; of equal ones the first. The
  /// basket's products must have been scored before.
  int reason(int[] basket, int candidate) {
    float most = -1f;
    int reason = basket[0];
    float[] four = new float[4];
    for (int first = 0; first < basket.length; first += four.length) {
      exponentials(basket, first, candidate, four);
      for (int i = first; i < Math.min(basket.length, first + four.length); i++) {
        if (four[i - first] > most) {
          most = four[i - first];
          reason = basket[i];
        }
      }
    }
    return reason;
  }

  /// The same as [#exponential] for four products from `first` on; the last one stands for those
  /// that are missing. Four sums at a time: with one, each addition would wait for the one before.
  private void exponentials(int[] products, int first, int candidate, float[] out) {
    int last = products.length - 1;
    int p0 = products[first];
    int p1 = products[Math.min(first + 1, last)];
    int p2 = products[Math.min(first + 2, last)];
    int p3 = products[Math.min(first + 3, last)];
    float s0 = bias[candidate] - shifts[p0];
    float s1 = bias[candidate] - shifts[p1];
    float s2 = bias[candidate] - shifts[p2];
    float s3 = bias[candidate] - shifts[p3];
    float[] x = input.values();
    int stride = input.stride();
    int width = KERNEL.panel();
    int column = candidate / width * width * input.dim() + candidate % width;
    for (int k = 0; k < input.dim(); k++) {
      float y = columns[column + k * width];
      s0 = Math.fma(x[p0 * stride + k], y, s0);
      s1 = Math.fma(x[p1 * stride + k], y, s1);
      s2 = Math.fma(x[p2 * stride + k], y, s2);
      s3 = Math.fma(x[p3 * stride + k], y, s3);
    }
    out[0] = Kernel.exp(s0);
    out[1] = Kernel.exp(s1);
    out[2] = Kernel.exp(s2);
    out[3] = Kernel.exp(s3);
  }

  private float[] vectors(int[] products) {
    float[] x = new float[products.length * input.stride()];
    Kernel.gather(input, products, 0, products.length, x, 0);
    return x;
  }

  /// The exponentials of some products for the products of a block, less their shifts.
  ///
  /// @param rows how many of `products`
  /// @param x their vectors
  /// @param out overwritten, a row of [#BLOCK] for each
  private void exponentials(int[] products, int rows, float[] x, int block, float[] out) {
    float[] sums = new float[BLOCK];
    for (int from = 0; from < rows; from += CHUNK) {
      int to = Math.min(rows, from + CHUNK);
      for (int i = from; i < to; i++) {
        begin(block, shifts[products[i]], out, i * BLOCK);
      }
      addProducts(from, to, x, block, out);
      KERNEL.exponentials(out, from * BLOCK, to - from, BLOCK, Kernel.MOST, sums, 0);
    }
  }

  /// Writes the biases of a block, less a shift.
  private void begin(int block, float shift, float[] out, int start) {
    System.arraycopy(bias, block * BLOCK, out, start, BLOCK);
    if (shift != 0) {
      KERNEL.add(-shift, ONES, 0, out, start, BLOCK);
    }
  }

  private void addProducts(int from, int to, float[] x, int block, float[] out) {
    int stride = input.stride();
    KERNEL.productWithColumns(
        x,
        from * stride,
        stride,
        to - from,
        input.dim(),
        columns,
        block * BLOCK,
        BLOCK,
        out,
        from * BLOCK,
        BLOCK);
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
      addProducts(0, missing.length, x, block, said);
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
