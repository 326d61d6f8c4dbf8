package dev.prod2vec.training;

import com.google.errorprone.annotations.Immutable;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.linalg.Kernel;

/// All that an [Objective] decides. Stateless; safe to share between threads.
@Immutable
sealed interface ObjectiveStrategy permits BatchObjective, SkipGramPairs {
  /// The share of a basket's products that the others are not predicted from.
  double dropout(TrainingConfig config);

  /// The biases that a training starts with.
  ///
  /// @param counts purchases of each product
  float[] startBias(long[] counts);

  /// What learns the batches.
  ///
  /// @param state where it starts; it is changed
  Learner learner(TrainingState state, Noise noise, TrainingConfig config, Kernel kernel);

  /// The biases of the embedding.
  ///
  /// @param learned those of the training; not changed
  /// @param counts purchases of each product
  float[] finalBias(float[] learned, long[] counts, TrainingConfig config);

  /// How a product's score for a basket is made of the embedding.
  BasketScore basketScore();
}
