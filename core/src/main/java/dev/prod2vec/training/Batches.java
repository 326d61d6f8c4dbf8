package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.random.CounterRandom;
import java.util.stream.IntStream;

/// The batches of an epoch: the baskets in a random order, after fading, weighing by quantity,
/// subsampling and dropout, and their noise. All of it is a function of the seed, the epoch and the
/// basket.
final class Batches {
  /// Most floats of one batch, unless a single basket needs more.
  private static final long BATCH_FLOATS = 1 << 23;

  private final Baskets training;
  private final TrainingConfig config;
  private final Noise noise;
  private final Fading fading;
  private final Batch.NoiseSource source;
  private final int stride;

  /// Probability that a product of a basket does not predict the others.
  private final float dropout;

  /// The baskets with two products or more, ascending, and their order in the current epoch.
  private final int[] baskets;

  private final int[] order;

  /// Probability of each product to stay in a basket; empty without subsampling.
  private final float[] chances;

  /// Probability of each product of each basket to stay in it because of its quantity; empty if all
  /// do.
  private final float[] weights;

  private int[] basket = new int[0];
  private int epoch;
  private int next;

  /// Where the current round ends.
  private int end;

  Batches(Baskets training, long[] counts, TrainingConfig config, Noise noise, Fading fading) {
    this.training = training;
    this.fading = fading;
    this.config = config;
    this.noise = noise;
    this.source = config.objective().strategy().noiseSource(counts, config, noise);
    this.stride = Matrix.stride(config.dim());
    this.dropout = (float) config.objective().strategy().dropout(config);
    this.baskets =
        IntStream.range(0, training.size()).filter(basket -> training.length(basket) > 1).toArray();
    this.order = new int[baskets.length];
    this.chances = chances(counts, config.subsampling());
    this.weights = config.quantityWeight().chances(training);
  }

  /// word2vec's subsampling: a product whose share of the purchases is f stays with probability
  /// sqrt(t / f) + t / f, at most 1.
  private static float[] chances(long[] counts, double t) {
    if (t == 0) {
      return new float[0];
    }
    double purchases = 0;
    for (long count : counts) {
      purchases += count;
    }
    float[] chances = new float[counts.length];
    for (int product = 0; product < counts.length; product++) {
      double ratio = t * purchases / Math.max(1, counts[product]);
      chances[product] = (float) (Math.sqrt(ratio) + ratio);
    }
    return chances;
  }

  /// Number of baskets in an epoch.
  int size() {
    return baskets.length;
  }

  /// Number of the epoch's baskets up to the end of the current round.
  int end() {
    return end;
  }

  /// Begins a round: an epoch is divided into rounds of as many baskets, and a batch ends with its
  /// round. Epochs and rounds need not follow one another.
  ///
  /// @param round 1-based
  void begin(int newEpoch, int round, int rounds) {
    next = (int) ((long) order.length * (round - 1) / rounds);
    end = (int) ((long) order.length * round / rounds);
    if (newEpoch != epoch) {
      shuffle(newEpoch);
    }
  }

  private void shuffle(int newEpoch) {
    epoch = newEpoch;
    System.arraycopy(baskets, 0, order, 0, order.length);
    CounterRandom.shuffle(order, CounterRandom.key(config.seed(), Streams.SHUFFLE, epoch));
  }

  /// Fills a batch with the next baskets: at least one, unless fading leaves out all that remain,
  /// or weighing and subsampling left too few products in them.
  ///
  /// @return false at the end of the round
  boolean fill(Batch batch) {
    batch.clear(next);
    if (next == end) {
      return false;
    }
    long floats = 0;
    while (next < end && batch.baskets() < config.batchBaskets()) {
      int id = order[next];
      if (isFaded(id)) {
        next++;
        continue;
      }
      floats += floats(training.length(id), batch.baskets() % config.noiseBaskets() == 0);
      if (batch.baskets() > 0 && floats > BATCH_FLOATS) {
        break;
      }
      next++;
      add(batch, id);
    }
    batch.complete(config.noiseBaskets(), config.noiseProducts(), source);
    return true;
  }

  /// Whether a basket is left out of the epoch because of its age.
  private boolean isFaded(int id) {
    return fading.halfLife() > 0
        && CounterRandom.unit(
                CounterRandom.bits(CounterRandom.key(config.seed(), Streams.FADING, epoch, id), 0))
            >= fading.chance(training.days()[id]);
  }

  /// The most floats that a basket adds to a batch and its gradients. A group's last block has as
  /// many rows as a whole one.
  private long floats(int length, boolean beginsGroup) {
    int m = config.noiseProducts();
    long rows = length + (beginsGroup ? Kernel.BLOCK : 0L);
    long ownNoise = beginsGroup ? 3L * m * stride : 0;
    return length * 2L * stride + rows * (2L * stride + m) + ownNoise;
  }

  private void add(Batch batch, int id) {
    int start = training.start(id);
    int n = training.length(id);
    int[] products = training.products();
    if (chances.length > 0 || weights.length > 0 || config.window() > 0) {
      n = choose(id);
      products = basket;
      start = 0;
    }
    if (n < 2) {
      return;
    }
    long noiseKey = noise.key(epoch, id);
    if (dropout > 0) {
      long key = CounterRandom.key(config.seed(), Streams.DROPOUT, epoch, id);
      batch.add(
          noiseKey,
          products,
          start,
          n,
          i -> CounterRandom.unit(CounterRandom.bits(key, i)) >= dropout);
    } else {
      batch.add(noiseKey, products, start, n, _ -> true);
    }
  }

  /// Writes the products that stay in a basket to [#basket], in a random order if there is a
  /// window; returns their number.
  private int choose(int id) {
    int n = training.length(id);
    if (basket.length < n) {
      basket = new int[n];
    }
    long key = CounterRandom.key(config.seed(), Streams.SUBSAMPLING, epoch, id);
    long weightKey = CounterRandom.key(config.seed(), Streams.QUANTITY, epoch, id);
    int size = 0;
    for (int i = 0; i < n; i++) {
      int at = training.start(id) + i;
      int product = training.products()[at];
      boolean stays =
          (chances.length == 0 || isDrawn(key, i, chances[product]))
              && (weights.length == 0 || isDrawn(weightKey, i, weights[at]));
      if (stays) {
        basket[size++] = product;
      }
    }
    if (config.window() > 0) {
      CounterRandom.shuffle(
          basket, size, CounterRandom.key(config.seed(), Streams.WINDOW, epoch, id));
    }
    return size;
  }

  private static boolean isDrawn(long key, int counter, float chance) {
    return CounterRandom.unit(CounterRandom.bits(key, counter)) < chance;
  }
}
