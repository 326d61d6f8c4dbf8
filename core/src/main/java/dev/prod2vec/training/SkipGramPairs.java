package dev.prod2vec.training;

import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.linalg.Kernel;
import java.util.Optional;

/// [SkipGram], learned pair by pair: see [PairLearner].
record SkipGramPairs() implements ObjectiveStrategy {
  private static final SkipGram SKIP_GRAM = new SkipGram();

  @Override
  public double dropout(TrainingConfig config) {
    return SKIP_GRAM.dropout(config);
  }

  @Override
  public float[] startBias(long[] counts, TrainingConfig config) {
    return SKIP_GRAM.startBias(counts, config);
  }

  @Override
  public Learner learner(
      TrainingState state,
      Noise noise,
      TrainingConfig config,
      Optional<Prior> prior,
      Kernel kernel) {
    return new PairLearner(state, noise, config, kernel);
  }

  @Override
  public float[] finalBias(float[] learned, long[] counts, TrainingConfig config) {
    return SKIP_GRAM.finalBias(learned, counts, config);
  }

  @Override
  public double weightDecay(TrainingConfig config) {
    return SKIP_GRAM.weightDecay(config);
  }

  @Override
  public BasketScore basketScore() {
    return SKIP_GRAM.basketScore();
  }
}
