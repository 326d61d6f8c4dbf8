package dev.prod2vec.training;

/// The loss of a batch's scores and its gradient. Stateless between calls; one thread uses one
/// object.
sealed interface PairLoss permits SkipGramLoss, CompletionLoss {
  /// What is added to the score of each product against a noise product.
  ///
  /// @param slot position in [Batch#noise]
  float offset(Batch batch, int slot);

  /// What is added to the score of each product of a basket against the product at a position of
  /// [Batch#products].
  float pairOffset(Batch batch, int position);

  /// Replaces the scores of a block against its noise by F, which has no factor for the product
  /// yet.
  void noise(Batch batch, Gradients gradients, int block);

  /// Replaces a basket's scores by their gradients, writes [Gradients#contextWeights] and the
  /// gradients of the basket's biases if the objective learns them, and adds its loss and its
  /// number of predictions to the part's.
  ///
  /// @param basket number of a basket of the part
  /// @param pairs holds S, then G, in blocks with a row for each of the k products that predict:
  ///   the number of the i-th one for the j-th product of the basket is at `(j / BLOCK * k + i) *
  ///   BLOCK + j % BLOCK`
  void basket(Batch batch, Gradients gradients, int part, int basket, float[] pairs);
}
