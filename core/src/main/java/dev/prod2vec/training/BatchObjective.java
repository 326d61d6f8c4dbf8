package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import java.util.Optional;

/// An objective whose gradients are computed for a whole batch on the same weights.
sealed interface BatchObjective extends ObjectiveStrategy permits Completion, SkipGram {
  /// The loss of a basket's scores, for one thread.
  PairLoss loss(TrainingState state, TrainingConfig config, Kernel kernel);

  /// Whether the biases learn too.
  boolean learnsBias();

  @Override
  default Learner learner(
      TrainingState state,
      Noise noise,
      TrainingConfig config,
      Optional<Prior> prior,
      Kernel kernel) {
    return new BatchLearner(this, state, config, prior, kernel);
  }
}
