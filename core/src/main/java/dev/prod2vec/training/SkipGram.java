package dev.prod2vec.training;

import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.linalg.Kernel;
import java.util.Arrays;

/// Skip-gram: see [SkipGramLoss]. All products predict; biases are not learned.
record SkipGram() implements BatchObjective {
  /// How much of a product's log count is kept out of its score, so that popular products do not
  /// always win. Measured on Instacart's validation orders with 10 epochs, as HR@10: with noise
  /// from count^0.75 .092 for 0.75, .124 for 0.5, .125 for 0.35, .118 for 0, .109 for -0.25; with
  /// noise from count^0.5 best at 0.4 as well.
  private static final double POPULARITY_DISCOUNT = 0.35;

  @Override
  public double dropout(TrainingConfig config) {
    return 0;
  }

  @Override
  public float[] startBias(long[] counts, TrainingConfig config) {
    return new float[counts.length];
  }

  @Override
  public PairLoss loss(TrainingState state, TrainingConfig config, Kernel kernel) {
    return new SkipGramLoss(kernel, config);
  }

  @Override
  public boolean learnsBias() {
    return false;
  }

  @Override
  public double weightDecay(TrainingConfig config) {
    return 0;
  }

  /// Skip-gram with negative sampling learns scores up to the log of a product's share of the noise
  /// (Levy and Goldberg 2014), which the bias adds again, less the discount.
  @Override
  public float[] finalBias(float[] learned, long[] counts, TrainingConfig config) {
    float[] bias = new float[counts.length];
    double exponent = config.noiseExponent() - POPULARITY_DISCOUNT;
    double most = StrictMath.log((double) Math.max(1, Arrays.stream(counts).max().orElse(1)));
    for (int product = 0; product < bias.length; product++) {
      double log = StrictMath.log(Math.max(0.5, (double) counts[product]));
      bias[product] = (float) (exponent * (log - most));
    }
    return bias;
  }

  @Override
  public BasketScore basketScore() {
    return BasketScore.SOFTMAX_SUM;
  }
}
