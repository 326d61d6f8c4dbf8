package dev.prod2vec.training;

/// The loss of a basket's scores and its gradient. One thread uses one object.
sealed interface PairLoss permits SkipGramLoss, CompletionLoss {
  /// Called before the first basket of a group: loads the group's noise products.
  default void load(Batch batch, int group) {}

  /// Replaces a basket's scores by their gradients, writes the gradients of its biases if the
  /// objective learns them, and adds its loss and its number of predictions to the part's.
  ///
  /// @param gradients its rows of [Gradients#noiseScores] for the basket hold R, then H
  /// @param basket number of a basket of the part
  /// @param pairs holds S, then G: for each context a row of [dev.prod2vec.linalg.Matrix#stride] of
  ///   n
  void gradient(Batch batch, Gradients gradients, int part, int basket, float[] pairs);
}
