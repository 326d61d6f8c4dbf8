package dev.prod2vec.training;

/// The loss of a batch's scores and its gradient. Stateless between calls, except for room; one
/// thread uses one object. All gradients point uphill: they are those of minus the loss.
sealed interface PairLoss permits SkipGramLoss, CompletionLoss {
  /// What is added to the score of each product against a noise product.
  ///
  /// @param slot position in [Batch#noise]
  float offset(Batch batch, int slot);

  /// What is added to the score of each product of a basket against the product at a position of
  /// [Batch#products].
  float pairOffset(Batch batch, int position);

  /// Replaces the scores of a tile by F, and writes what [#basket] needs to know of it.
  void noise(Batch batch, Gradients gradients, NoiseTile tile);

  /// Replaces a basket's scores by their gradients, writes the gradients of the basket's biases if
  /// the objective learns them, and adds its loss and its number of predictions to the part's. Is
  /// called after [#noise] of all tiles of the group.
  ///
  /// @param basket number of a basket of the part
  /// @param pairs holds S, then G, in blocks with a row for each of the k products that predict:
  ///   the number of the i-th one for the j-th product of the basket is at `(j / BLOCK * k + i) *
  ///   BLOCK + j % BLOCK`
  void basket(Batch batch, Gradients gradients, int part, int basket, float[] pairs);

  /// Replaces F of a tile by the gradients of its scores. Is called after [#basket] of all baskets
  /// of the group.
  void noiseGradients(Batch batch, Gradients gradients, NoiseTile tile);
}
