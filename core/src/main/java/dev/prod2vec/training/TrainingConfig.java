package dev.prod2vec.training;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Setting;
import java.util.function.Consumer;

/// How vectors are trained.
public record TrainingConfig(
    @Setting(
            "What is predicted; completion: each product of a basket from all others together;"
                + " skip-gram: from each other one; skip-gram-pairs: the same by word2vec's own slow"
                + " updates, for comparison.")
        Objective objective,
    @Setting("Numbers per product vector; 1 to 4096.") int dim,
    @Setting("Most passes over the training baskets; 1 to 1000.") int epochs,
    @Setting(
            "Step size of row-wise AdaGrad at the start, falling to 0 with the last epoch; above 0.")
        double learningRate,
    @Setting("Weight of skip-gram's noise, in noise products per product (word2vec's K); 1 to 100.")
        int negatives,
    @Setting("Noise products drawn for a group of baskets and shared by its products; 1 to 4096.")
        int noiseProducts,
    @Setting("Baskets of a group, which share their noise products; 1 to 4096.") int noiseBaskets,
    @Setting("Noise is drawn from count to this power; 0 to 1.") double noiseExponent,
    @Setting(
            "Products before and behind one, in a random order of its basket, that skip-gram predicts;"
                + " 0: all of the basket.")
        int window,
    @Setting(
            "Share of the purchases above which a product is left out of some baskets at random, as"
                + " word2vec's sample; 0: never.")
        double subsampling,
    @Setting(
            "Share of a basket's products that completion does not predict the others from, at random;"
                + " 0 to 0.9.")
        double dropout,
    @Setting(
            "Share of a product's vectors that completion takes from their gradients at each of its"
                + " purchases, which keeps them short; 0 to 1.")
        double weightDecay,
    @Setting("Baskets whose deltas are computed on the same weights; 1 to 4096.") int batchBaskets,
    @Setting("Epochs without a better validation hit rate before training stops; 0: never.")
        int patience,
    @Setting("Threads; 0: one per core. The result does not depend on it.") int threads,
    @Setting("Seed of the start values, the shuffle and the noise.") long seed) {

  public static final TrainingConfig DEFAULT =
      new TrainingConfig(
          Objective.COMPLETION, 128, 10, 0.07, 5, 512, 64, 0.75, 0, 0, 0.2, 0.02, 128, 4, 0, 1L);

  public TrainingConfig {
    require(dim >= 1 && dim <= 4096, "dim must be 1 to 4096, but is %d", dim);
    require(epochs >= 1 && epochs <= 1000, "epochs must be 1 to 1000, but is %d", epochs);
    require(
        learningRate > 0 && learningRate <= Float.MAX_VALUE,
        "learning-rate must be above 0, but is %s",
        learningRate);
    require(negatives >= 1 && negatives <= 100, "negatives must be 1 to 100, but is %d", negatives);
    require(
        noiseProducts >= 1 && noiseProducts <= 4096,
        "noise-products must be 1 to 4096, but is %d",
        noiseProducts);
    require(
        noiseExponent >= 0 && noiseExponent <= 1,
        "noise-exponent must be 0 to 1, but is %s",
        noiseExponent);
    require(
        noiseBaskets >= 1 && noiseBaskets <= 4096,
        "noise-baskets must be 1 to 4096, but is %d",
        noiseBaskets);
    require(window >= 0, "window must be 0 or more, but is %d", window);
    require(
        subsampling >= 0 && subsampling <= 1, "subsampling must be 0 to 1, but is %s", subsampling);
    require(dropout >= 0 && dropout <= 0.9, "dropout must be 0 to 0.9, but is %s", dropout);
    require(
        weightDecay >= 0 && weightDecay <= 1,
        "weight-decay must be 0 to 1, but is %s",
        weightDecay);
    require(
        batchBaskets >= 1 && batchBaskets <= 4096,
        "batch-baskets must be 1 to 4096, but is %d",
        batchBaskets);
    require(patience >= 0, "patience must be 0 or more, but is %d", patience);
    require(threads >= 0 && threads <= 1024, "threads must be 0 to 1024, but is %d", threads);
  }

  /// The same with another objective.
  public TrainingConfig withObjective(Objective newObjective) {
    return with(draft -> draft.objective = newObjective);
  }

  /// The same with vectors of another length.
  public TrainingConfig withDim(int newDim) {
    return with(draft -> draft.dim = newDim);
  }

  /// The same with another number of epochs at most.
  public TrainingConfig withEpochs(int newEpochs) {
    return with(draft -> draft.epochs = newEpochs);
  }

  /// The same with another step size.
  public TrainingConfig withLearningRate(double newLearningRate) {
    return with(draft -> draft.learningRate = newLearningRate);
  }

  /// The same with another weight of the noise.
  public TrainingConfig withNegatives(int newNegatives) {
    return with(draft -> draft.negatives = newNegatives);
  }

  /// The same with other noise products, and baskets that share them.
  public TrainingConfig withNoise(int products, int baskets) {
    return with(draft -> {
      draft.noiseProducts = products;
      draft.noiseBaskets = baskets;
    });
  }

  /// The same with noise from another power of the counts.
  public TrainingConfig withNoiseExponent(double newNoiseExponent) {
    return with(draft -> draft.noiseExponent = newNoiseExponent);
  }

  /// The same with another share that predicts nothing.
  public TrainingConfig withDropout(double newDropout) {
    return with(draft -> draft.dropout = newDropout);
  }

  /// The same with another patience.
  public TrainingConfig withPatience(int newPatience) {
    return with(draft -> draft.patience = newPatience);
  }

  /// The same on another number of threads.
  public TrainingConfig withThreads(int newThreads) {
    return with(draft -> draft.threads = newThreads);
  }

  /// The same with another seed.
  public TrainingConfig withSeed(long newSeed) {
    return with(draft -> draft.seed = newSeed);
  }

  private TrainingConfig with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.config();
  }

  /// A config that can be changed, so that its components are listed once for all copies.
  private static final class Draft {
    Objective objective;
    int dim;
    int epochs;
    double learningRate;
    int negatives;
    int noiseProducts;
    int noiseBaskets;
    double noiseExponent;
    int window;
    double subsampling;
    double dropout;
    double weightDecay;
    int batchBaskets;
    int patience;
    int threads;
    long seed;

    Draft(TrainingConfig config) {
      objective = config.objective;
      dim = config.dim;
      epochs = config.epochs;
      learningRate = config.learningRate;
      negatives = config.negatives;
      noiseProducts = config.noiseProducts;
      noiseBaskets = config.noiseBaskets;
      noiseExponent = config.noiseExponent;
      window = config.window;
      subsampling = config.subsampling;
      dropout = config.dropout;
      weightDecay = config.weightDecay;
      batchBaskets = config.batchBaskets;
      patience = config.patience;
      threads = config.threads;
      seed = config.seed;
    }

    TrainingConfig config() {
      return new TrainingConfig(
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
          weightDecay,
          batchBaskets,
          patience,
          threads,
          seed);
    }
  }
}
