package dev.prod2vec.evaluation;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Setting;

/// How a model is scored.
public record EvaluationConfig(
    @Setting("Smallest basket, in known products, that a product is left out of; 2 or more.")
        int minBasketSize,
    @Setting("Most baskets that are scored; larger sets are sampled by the seed.") int maxBaskets,
    @Setting("Bootstrap samples behind each 95% interval.") int bootstrapSamples,
    @Setting("Seed of the product left out, of the sample and of the bootstrap.") long seed) {

  public static final EvaluationConfig DEFAULT = new EvaluationConfig(2, 20_000, 1_000, 1L);

  public EvaluationConfig {
    require(minBasketSize >= 2, "min-basket-size must be 2 or more, but is %d", minBasketSize);
    require(maxBaskets >= 1, "max-baskets must be 1 or more, but is %d", maxBaskets);
    require(
        bootstrapSamples >= 1, "bootstrap-samples must be 1 or more, but is %d", bootstrapSamples);
  }
}
