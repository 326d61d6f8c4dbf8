package dev.prod2vec.training;

import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.linalg.Kernel;

/// Completion: see [CompletionLoss]. Biases are learned.
record Completion() implements BatchObjective {
  @Override
  public double dropout(TrainingConfig config) {
    return config.dropout();
  }

  /// The log of a product's share of the purchases, which the power of the agreement multiplies.
  @Override
  public float[] startBias(long[] counts, TrainingConfig config) {
    double purchases = 0;
    for (long count : counts) {
      purchases += count;
    }
    float[] bias = new float[counts.length];
    for (int product = 0; product < counts.length; product++) {
      bias[product] =
          (float)
              (StrictMath.log(Math.max(0.5, (double) counts[product]) / purchases)
                  / scorePower(config));
    }
    return bias;
  }

  @Override
  public PairLoss loss(TrainingState state, TrainingConfig config, Kernel kernel) {
    return new CompletionLoss(kernel, state.bias(), scorePower(config));
  }

  @Override
  public boolean learnsBias() {
    return true;
  }

  @Override
  public double weightDecay(TrainingConfig config) {
    return config.weightDecay();
  }

  @Override
  public Batch.NoiseSource noiseSource(long[] counts, TrainingConfig config, Noise noise) {
    double[] weights = Noise.weights(counts, config.noiseExponent());
    return new StratifiedNoise(weights, config.noiseProducts());
  }

  @Override
  public float[] finalBias(float[] learned, long[] counts, TrainingConfig config) {
    return learned.clone();
  }

  @Override
  public int scorePower(TrainingConfig config) {
    return config.agreement() == TrainingConfig.OPEN_AGREEMENT
        ? TrainingConfig.LEAST_AGREEMENT
        : config.agreement();
  }

  @Override
  public BasketScore basketScore() {
    return BasketScore.EXPONENTIAL_SUM;
  }
}
