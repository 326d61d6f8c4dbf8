package dev.prod2vec.training;

/// What is wrong with a basket's scores, and how each of them should change. One thread uses one
/// object.
sealed interface PairLoss permits SkipGramLoss, CompletionLoss {
  /// Takes over the noise products of a group, of which baskets come next.
  default void load(Batch batch, int group) {}

  /// Replaces a basket's scores by their gradients, up, and adds its loss and its number of
  /// predictions to the part's.
  ///
  /// @param basket number of a basket of the part; its rows of [Batch#noiseScores] are R, become H
  /// @param pairs S, a row of [dev.prod2vec.linalg.Matrix#stride] of n per context; becomes G
  void gradient(Batch batch, int part, int basket, float[] pairs);
}
