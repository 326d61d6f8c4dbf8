package dev.prod2vec.evaluation;

import static dev.prod2vec.setting.Records.requireRanges;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;
import java.io.Serializable;

/// How a model is scored.
public record EvaluationConfig(
    @Setting(
            value = "Smallest basket, in known products, that a product is left out of.",
            defaultValue = "2",
            min = 2)
        int minBasketSize,
    @Setting(
            value = "Most baskets that are scored, sampled by the seed where there are more.",
            defaultValue = "20000",
            min = 1)
        int maxBaskets,
    @Setting(
            value = "Bootstrap samples from which each 95% interval is taken.",
            defaultValue = "1000",
            min = 1)
        int bootstrapSamples,
    @Setting(
            value = "Seed of the product left out, of the sample and of the bootstrap.",
            defaultValue = "1")
        long seed)
    implements Serializable {

  public static final EvaluationConfig DEFAULT = Records.defaults(EvaluationConfig.class);

  public EvaluationConfig {
    requireRanges(EvaluationConfig.class, minBasketSize, maxBaskets, bootstrapSamples, seed);
  }
}
