package dev.prod2vec.training;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Setting;

/// How vectors are trained.
public record TrainingConfig(
    @Setting("What is predicted; skip-gram: each product of a basket from each other one.")
        Objective objective,
    @Setting("Numbers per product vector; 1 to 4096.") int dim,
    @Setting("Most passes over the training baskets; 1 to 1000.") int epochs,
    @Setting("Step size of row-wise AdaGrad; above 0.") double learningRate,
    @Setting("Weight of the noise, in noise pairs per pair (word2vec's K); 1 to 100.")
        int negatives,
    @Setting("Noise products drawn once per basket and shared by its products; 1 to 1024.")
        int noiseProducts,
    @Setting("Noise is drawn from count to this power; 0 to 1.") double noiseExponent,
    @Setting("Baskets whose deltas are computed on the same weights; 1 to 4096.") int batchBaskets,
    @Setting("Epochs without a better validation hit rate before training stops; 0: never.")
        int patience,
    @Setting("Threads; 0: one per core. The result does not depend on it.") int threads,
    @Setting("Seed of the start values, the shuffle and the noise.") long seed) {

  public static final TrainingConfig DEFAULT =
      new TrainingConfig(Objective.SKIP_GRAM, 128, 10, 0.1, 5, 16, 0.75, 128, 3, 0, 1L);

  public TrainingConfig {
    require(dim >= 1 && dim <= 4096, "dim must be 1 to 4096, but is %d", dim);
    require(epochs >= 1 && epochs <= 1000, "epochs must be 1 to 1000, but is %d", epochs);
    require(
        learningRate > 0 && learningRate <= Float.MAX_VALUE,
        "learning-rate must be above 0, but is %s",
        learningRate);
    require(negatives >= 1 && negatives <= 100, "negatives must be 1 to 100, but is %d", negatives);
    require(
        noiseProducts >= 1 && noiseProducts <= 1024,
        "noise-products must be 1 to 1024, but is %d",
        noiseProducts);
    require(
        noiseExponent >= 0 && noiseExponent <= 1,
        "noise-exponent must be 0 to 1, but is %s",
        noiseExponent);
    require(
        batchBaskets >= 1 && batchBaskets <= 4096,
        "batch-baskets must be 1 to 4096, but is %d",
        batchBaskets);
    require(patience >= 0, "patience must be 0 or more, but is %d", patience);
    require(threads >= 0 && threads <= 1024, "threads must be 0 to 1024, but is %d", threads);
  }
}
