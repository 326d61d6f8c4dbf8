package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import java.util.Optional;

/// Learns batches: each changes a [TrainingState]. It knows no epochs, no files and no validation,
/// and has no threads of its own. The state has the same bytes after the same batches and rates,
/// whatever the number of threads and the processor. Not safe to share between threads.
sealed interface Learner permits BatchLearner, PairLearner {
  /// The learner of the config's objective.
  ///
  /// @param state where it starts; it is changed
  static Learner of(
      TrainingState state,
      Noise noise,
      TrainingConfig config,
      Optional<Prior> prior,
      Kernel kernel) {
    return config.objective().strategy().learner(state, noise, config, prior, kernel);
  }

  /// The state after all batches so far; each batch changes it.
  TrainingState state();

  /// Learns a batch.
  ///
  /// @param rate learning rate
  /// @param sum receives the batch's losses, part by part
  default void learn(Batch batch, float rate, Crew crew, LossSum sum) {
    learn(batch, rate, crew, sum, () -> {});
  }

  /// As the other [#learn], and calls `beside` once, on one of the threads, while the batch is
  /// learned.
  void learn(Batch batch, float rate, Crew crew, LossSum sum, Runnable beside);
}
