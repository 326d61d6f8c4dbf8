package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Trains one shard of the baskets, round by round. All shards of a training begin a round with the
/// same state; what they changed is merged before the next one. A round is a function of the state,
/// the shard, the epoch and the round, so it can be repeated, anywhere and in any order; the number
/// of threads does not change a byte. It knows which rows a round needs, and gets these alone. Not
/// safe to share between threads.
public final class ShardTrainer {
  /// Share of the learning rate with which one of several shards learns. Within a round no shard
  /// sees what the others learn, so together they go a little too far.
  private static final double CAUTION = 5.0 / 6;

  private final int vocabulary;
  private final TrainingConfig config;
  private final Kernel kernel;
  private final Noise noise;
  private final Batches batches;

  /// For each product of the current round, the number of its row. What other products have here is
  /// left over from earlier rounds.
  private final int[] rowOf;

  /// What [#products] found last.
  private @Nullable Needs last;

  /// @param products of a round
  private record Needs(int epoch, int round, ShardProducts products) {}

  /// @param baskets of the shard: see [#baskets]
  /// @param shard its number, 0-based
  /// @param counts purchases of each product in all shards
  /// @param config of the whole training, with its rounds
  /// @param fading of the whole training
  public ShardTrainer(
      Baskets baskets, int shard, long[] counts, TrainingConfig config, Fading fading) {
    this(baskets, shard, counts, config, fading, Kernel.best());
  }

  ShardTrainer(
      Baskets baskets,
      int shard,
      long[] counts,
      TrainingConfig config,
      Fading fading,
      Kernel kernel) {
    vocabulary = counts.length;
    // A basket is known by its place in the shard, so each shard has chances of its own. A single
    // shard is the whole.
    this.config =
        config.shards() > 1
            ? config
                .withSeed(CounterRandom.key(config.seed(), Streams.SHARD, shard))
                .withLearningRate(CAUTION * config.learningRate())
            : config;
    this.kernel = kernel;
    noise = new Noise(counts, config.noiseExponent(), this.config.seed());
    batches = new Batches(baskets, counts, this.config, noise, fading);
    rowOf = new int[vocabulary];
  }

  /// The baskets of a shard: every `shards`-th one, beginning with basket `shard`.
  public static Baskets baskets(Baskets all, int shard, int shards) {
    int[] own = IntStream.range(0, all.size()).filter(b -> b % shards == shard).toArray();
    int[] starts = new int[own.length + 1];
    for (int b = 0; b < own.length; b++) {
      starts[b + 1] = starts[b] + all.length(own[b]);
    }
    int[] products = new int[starts[own.length]];
    float[] quantities = new float[all.isQuantified() ? products.length : 0];
    for (int b = 0; b < own.length; b++) {
      int from = all.start(own[b]);
      System.arraycopy(all.products(), from, products, starts[b], all.length(own[b]));
      if (all.isQuantified()) {
        System.arraycopy(all.quantities(), from, quantities, starts[b], all.length(own[b]));
      }
    }
    int[] days = all.isDated() ? IntStream.of(own).map(b -> all.days()[b]).toArray() : new int[0];
    return new Baskets(starts, products, days, quantities);
  }

  /// Number of baskets that it learns from: those with two products or more.
  public int size() {
    return batches.size();
  }

  /// The products whose rows a round reads and changes.
  ///
  /// @param epoch 1-based
  /// @param round 1-based
  public ShardProducts products(int epoch, int round) {
    if (last == null || last.epoch != epoch || last.round != round) {
      last = new Needs(epoch, round, find(epoch, round));
    }
    return last.products;
  }

  private ShardProducts find(int epoch, int round) {
    BitSet inputs = new BitSet(vocabulary);
    BitSet outputs = new BitSet(vocabulary);
    Batch batch = new Batch(vocabulary);
    batches.begin(epoch, round, config.roundsPerEpoch());
    while (batches.fill(batch)) {
      batch.inputs().addTo(inputs);
      batch.outputs().addTo(outputs);
    }
    return ShardProducts.of(inputs, outputs);
  }

  /// Trains a round.
  ///
  /// @param products of [#products]
  /// @param state the rows of these products, and maybe of others, in any number of parts
  /// @param prior what weight decay pulls the vectors towards, in the same form; empty: zero
  /// @param blocks number of blocks to return
  /// @param crew its threads share the work
  /// @throws InterruptedException soon after this thread is interrupted
  public ShardUpdate round(
      int epoch,
      int round,
      ShardProducts products,
      List<StateRows> state,
      List<StateRows> prior,
      int blocks,
      Crew crew)
      throws InterruptedException {
    int size = products.outputs().length;
    for (int row = 0; row < size; row++) {
      rowOf[products.outputs()[row]] = row;
    }
    TrainingState local = local(products, state);
    Optional<Prior> goal =
        prior.isEmpty() ? Optional.empty() : Optional.of(Prior.of(local(products, prior)));
    Learner learner = Learner.of(local, noise, config, goal, kernel);
    LossSum losses = new LossSum();
    long pairs = 0;
    BatchQueue queue = new BatchQueue(batches, new Batch(size, rowOf), new Batch(size, rowOf));
    queue.begin(epoch, round, config.roundsPerEpoch());
    while (queue.hasNext()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("training was stopped in epoch " + epoch);
      }
      Batch batch = queue.next();
      float rate = config.rate(epoch, batch.first(), batches.size());
      learner.learn(batch, rate, crew, losses, queue::prepare);
      pairs += batch.pairs();
    }
    List<StateRows> rows =
        IntStream.range(0, blocks)
            .mapToObj(block ->
                StateRows.copyOf(local, products.of(block, blocks), product -> rowOf[product]))
            .toList();
    return new ShardUpdate(rows, losses.loss(), losses.predictions(), pairs);
  }

  /// A state of the rows of a round alone.
  private TrainingState local(ShardProducts products, List<StateRows> parts) {
    int[] own = products.outputs();
    TrainingState local = TrainingState.zeros(own.length, config.dim());
    for (StateRows part : parts) {
      part.copyTo(
          local,
          product -> {
            int row = rowOf[product];
            return row < own.length && own[row] == product ? row : -1;
          });
    }
    return local;
  }
}
