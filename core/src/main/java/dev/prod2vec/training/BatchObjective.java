package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;

/// An objective whose gradients are computed for a whole batch on the same weights.
sealed interface BatchObjective extends ObjectiveStrategy permits Completion, SkipGram {
  /// The loss of a basket's scores, for one thread.
  PairLoss loss(TrainingState state, TrainingConfig config, Kernel kernel);

  /// Whether the biases learn too.
  boolean learnsBias();

  /// The share of a product's vectors that each of its purchases subtracts from their gradients.
  double weightDecay(TrainingConfig config);

  @Override
  default Learner learner(TrainingState state, Noise noise, TrainingConfig config, Kernel kernel) {
    return new BatchLearner(this, state, config, kernel);
  }
}
