package dev.prod2vec.training;

import com.google.errorprone.annotations.Immutable;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.linalg.Kernel;
import java.util.Optional;

/// Everything that an [Objective] decides. Stateless; safe to share between threads.
@Immutable
sealed interface ObjectiveStrategy permits BatchObjective, SkipGramPairs {
  /// The share of a basket's products that do not predict the others.
  double dropout(TrainingConfig config);

  /// The biases that a training starts with.
  ///
  /// @param counts purchases of each product
  float[] startBias(long[] counts, TrainingConfig config);

  /// The learner of the batches.
  ///
  /// @param state where it starts; it is changed
  Learner learner(
      TrainingState state,
      Noise noise,
      TrainingConfig config,
      Optional<Prior> prior,
      Kernel kernel);

  /// Where the noise products of a group come from.
  ///
  /// @param noise draws each noise product on its own
  default Batch.NoiseSource noiseSource(long[] counts, TrainingConfig config, Noise noise) {
    return noise;
  }

  /// The biases of the embedding.
  ///
  /// @param learned the biases that training learned; not changed
  /// @param counts purchases of each product
  float[] finalBias(float[] learned, long[] counts, TrainingConfig config);

  /// The share of a product's vectors that each of its purchases subtracts from their gradients.
  double weightDecay(TrainingConfig config);

  /// The power of a score of the embedding that a probability is in proportion to.
  default int scorePower(TrainingConfig config) {
    return 1;
  }

  /// How the embedding scores a product for a basket.
  BasketScore basketScore();
}
