package dev.prod2vec.training;

import static dev.prod2vec.setting.Records.requireRanges;
import static dev.prod2vec.setting.Require.require;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/// How vectors are trained.
public record TrainingConfig(
    @Setting(
            value =
                "What is predicted; completion: each product of a basket from all others together;"
                    + " skip-gram: from each other one; skip-gram-pairs: the same by word2vec's own"
                    + " slow updates, for comparison.",
            defaultValue = "completion")
        Objective objective,
    @Setting(value = "Numbers per product vector.", defaultValue = "128", min = 1, max = 4096)
        int dim,
    @Setting(
            value = "Most passes over the training baskets.",
            defaultValue = "10",
            min = 1,
            max = 1000)
        int epochs,
    @Setting(
            value = "Step size of row-wise AdaGrad at the start, falling to 0 with the last epoch.",
            defaultValue = "0.06",
            above = 0,
            max = Float.MAX_VALUE)
        double learningRate,
    @Setting(
            value = "Weight of skip-gram's noise, in noise products per product (word2vec's K).",
            defaultValue = "5",
            min = 1,
            max = 100)
        int negatives,
    @Setting(
            value = "Noise products drawn for a group of baskets and shared by its products.",
            defaultValue = "512",
            min = 1,
            max = 4096)
        int noiseProducts,
    @Setting(
            value = "Baskets of a group, which share their noise products.",
            defaultValue = "64",
            min = 1,
            max = 4096)
        int noiseBaskets,
    @Setting(
            value = "Noise is drawn from count to this power.",
            defaultValue = "0.75",
            min = 0,
            max = 1)
        double noiseExponent,
    @Setting(
            value =
                "Products before and after one, in a random order of its basket, that skip-gram"
                    + " predicts; 0: all of the basket.",
            defaultValue = "0",
            min = 0)
        int window,
    @Setting(
            value =
                "Share of the purchases above which a product is left out of some baskets at random,"
                    + " as word2vec's sample; 0: never.",
            defaultValue = "0",
            min = 0,
            max = 1)
        double subsampling,
    @Setting(
            value =
                "Share of a basket's products that completion does not predict the others from, at"
                    + " random.",
            defaultValue = "0.2",
            min = 0,
            max = 0.9)
        double dropout,
    @Setting(
            value =
                "How much it counts that several products of a basket point to the same one:"
                    + " completion's probabilities are in proportion to this power of the sum of"
                    + " what they say; 1: a mixture; 0: 2, or 8 where that is better on validation"
                    + " orders.",
            defaultValue = "0",
            min = 0,
            max = 8)
        int agreement,
    @Setting(
            value =
                "Share of a product's vectors that completion takes from their gradients at each of"
                    + " its purchases: it pulls them towards zero, or towards what side information"
                    + " predicts.",
            defaultValue = "0.02",
            min = 0,
            max = 1)
        double weightDecay,
    @Setting(
            value =
                "What is used besides purchases to place rare products, in completion and in the"
                    + " lists of substitutes: names, categories; empty: purchases alone.",
            defaultValue = {"names", "categories"})
        List<String> sideInformation,
    @Setting(
            value = "Baskets whose deltas are computed on the same weights.",
            defaultValue = "128",
            min = 1,
            max = 4096)
        int batchBaskets,
    @Setting(
            value =
                "Parts of the training baskets that learn apart and are merged again and again, as on"
                    + " a cluster; another number gives other vectors. 0: as many as the engine"
                    + " proposes, 1 on one machine.",
            defaultValue = "0",
            min = 0,
            max = 4096)
        int shards,
    @Setting(
            value =
                "How often shards are merged in an epoch. 0: so often that an average product has"
                    + " at most 32 purchases between two merges, and at least 64 times.",
            defaultValue = "0",
            min = 0,
            max = TrainingConfig.MOST_ROUNDS)
        int rounds,
    @Setting(
            value =
                "Epochs in a row whose validation hit rate is lower than the highest by more than its"
                    + " standard error before training stops; 0: never.",
            defaultValue = "4",
            min = 0)
        int patience,
    @Setting(
            value = "Threads, on which the result does not depend; 0: one per core.",
            defaultValue = "0",
            min = 0,
            max = 1024)
        int threads,
    @Setting(value = "Seed of the start values, the shuffle and the noise.", defaultValue = "1")
        long seed,
    @Setting(
            value =
                "Days after which a basket counts half as much: it is learned in an epoch with a"
                    + " probability that halves with each of them (needs orders.time-column); 0: all"
                    + " baskets count alike.",
            defaultValue = "0",
            min = 0)
        double halfLife,
    @Setting(
            value =
                "How much more a product counts of which more was bought (needs"
                    + " orders.quantity-column): it is learned in an epoch with a probability of its"
                    + " weight by the greatest of its basket; log: weights are 1 + ln(quantity);"
                    + " linear: the quantity; none: all products count alike.",
            defaultValue = "none")
        QuantityWeight quantityWeight)
    implements Serializable {

  private static final int MOST_ROUNDS = 100_000;

  /// Means: as many as the purchases need.
  private static final int OPEN_ROUNDS = 0;

  private static final int LEAST_ROUNDS = 64;

  /// With no more purchases of an average product in a round, shards together train vectors as good
  /// as one process does.
  private static final int PURCHASES_PER_ROUND = 32;

  /// The agreement that is chosen by [AgreementChoice]; a training without a choice takes
  /// [#LEAST_AGREEMENT].
  public static final int OPEN_AGREEMENT = 0;

  /// The agreement if nothing speaks for a larger one.
  public static final int LEAST_AGREEMENT = 2;

  public static final TrainingConfig DEFAULT = Records.defaults(TrainingConfig.class);

  public TrainingConfig {
    sideInformation = List.copyOf(sideInformation);
    requireRanges(
        TrainingConfig.class,
        objective,
        dim,
        epochs,
        learningRate,
        negatives,
        noiseProducts,
        noiseBaskets,
        noiseExponent,
        window,
        subsampling,
        dropout,
        agreement,
        weightDecay,
        sideInformation,
        batchBaskets,
        shards,
        rounds,
        patience,
        threads,
        seed,
        halfLife,
        quantityWeight);
    require(
        objective != Objective.SKIP_GRAM_PAIRS || shards <= 1,
        List.of("objective", "shards"),
        "skip-gram-pairs learns one pair after the other and cannot be divided, but there are %s"
            + " shards",
        shards);
    for (String word : sideInformation) {
      require(
          ProductFeature.of(word).isPresent(),
          List.of("side-information"),
          "side-information takes %s, or is empty, but there is '%s'",
          String.join(" and ", ProductFeature.words()),
          word);
    }
  }

  /// The kinds of features that side information takes.
  public Set<ProductFeature> features() {
    return sideInformation.stream()
        .map(word -> ProductFeature.of(word).orElseThrow())
        .collect(toUnmodifiableSet());
  }

  /// The power of a product's score for a basket that its probability is in proportion to.
  int scorePower() {
    return objective.strategy().scorePower(this);
  }

  /// How often an epoch ends a round: shards are merged then; a single one has nothing to merge.
  ///
  /// @throws IllegalStateException if it is open: see [#withRoundsFor]
  public int roundsPerEpoch() {
    if (shards <= 1) {
      return 1;
    }
    if (rounds == OPEN_ROUNDS) {
      throw new IllegalStateException("the rounds of an epoch are open");
    }
    return rounds;
  }

  /// The config with rounds: its own, or where it leaves them open, enough of them for the
  /// purchases of an epoch.
  ///
  /// @param counts purchases of each product
  public TrainingConfig withRoundsFor(long[] counts) {
    if (shards <= 1 || rounds != OPEN_ROUNDS) {
      return this;
    }
    long perRound = (long) PURCHASES_PER_ROUND * Math.max(1, counts.length);
    long enough = Math.ceilDiv(LongStream.of(counts).sum(), perRound);
    return withShards(shards, Math.clamp(enough, LEAST_ROUNDS, MOST_ROUNDS));
  }

  /// The learning rate of a batch. It falls linearly to 0 at the end of the last epoch, as in
  /// word2vec.
  ///
  /// @param epoch 1-based
  /// @param before baskets of the epoch that come before the batch
  /// @param baskets of an epoch
  float rate(int epoch, int before, int baskets) {
    double done = epoch - 1 + (double) before / baskets;
    return (float) (learningRate * (1 - done / epochs));
  }

  /// The same with another objective.
  public TrainingConfig withObjective(Objective newObjective) {
    return Records.with(this, "objective", newObjective);
  }

  /// The same with vectors of another length.
  public TrainingConfig withDim(int newDim) {
    return Records.with(this, "dim", newDim);
  }

  /// The same with another number of epochs at most.
  public TrainingConfig withEpochs(int newEpochs) {
    return Records.with(this, "epochs", newEpochs);
  }

  /// The same with another step size.
  public TrainingConfig withLearningRate(double newLearningRate) {
    return Records.with(this, "learning-rate", newLearningRate);
  }

  /// The same with another weight of the noise.
  public TrainingConfig withNegatives(int newNegatives) {
    return Records.with(this, "negatives", newNegatives);
  }

  /// The same with other noise products, and baskets that share them.
  public TrainingConfig withNoise(int products, int baskets) {
    return Records.with(this, Map.of("noise-products", products, "noise-baskets", baskets));
  }

  /// The same with noise from another power of the counts.
  public TrainingConfig withNoiseExponent(double newNoiseExponent) {
    return Records.with(this, "noise-exponent", newNoiseExponent);
  }

  /// The same with another share that predicts nothing.
  public TrainingConfig withDropout(double newDropout) {
    return Records.with(this, "dropout", newDropout);
  }

  /// The same with another agreement.
  public TrainingConfig withAgreement(int newAgreement) {
    return Records.with(this, "agreement", newAgreement);
  }

  /// The same with other side information.
  public TrainingConfig withSideInformation(List<String> newSideInformation) {
    return Records.with(this, "side-information", newSideInformation);
  }

  /// The same with other shards, merged this often in an epoch.
  public TrainingConfig withShards(int newShards, int newRounds) {
    return Records.with(this, Map.of("shards", newShards, "rounds", newRounds));
  }

  /// The same with another patience.
  public TrainingConfig withPatience(int newPatience) {
    return Records.with(this, "patience", newPatience);
  }

  /// The same on another number of threads.
  public TrainingConfig withThreads(int newThreads) {
    return Records.with(this, "threads", newThreads);
  }

  /// The same with another seed.
  public TrainingConfig withSeed(long newSeed) {
    return Records.with(this, "seed", newSeed);
  }

  /// The same with another half-life of baskets, in days.
  public TrainingConfig withHalfLife(double newHalfLife) {
    return Records.with(this, "half-life", newHalfLife);
  }

  /// The same with another weight of quantities.
  public TrainingConfig withQuantityWeight(QuantityWeight newQuantityWeight) {
    return Records.with(this, "quantity-weight", newQuantityWeight);
  }
}
