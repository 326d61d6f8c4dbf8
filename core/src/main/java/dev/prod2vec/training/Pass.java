package dev.prod2vec.training;

/// Passes over the training baskets. It knows no validation and no files.
sealed interface Pass permits WholePass, ShardedPass {
  /// The state after all passes so far; each changes it.
  TrainingState state();

  /// Passes over all baskets once.
  ///
  /// @param epoch 1-based
  /// @param losses receives the losses
  /// @return number of pairs
  /// @throws DivergedException if the loss is not a number
  /// @throws InterruptedException if the listener cancels
  long epoch(int epoch, LossSum losses) throws InterruptedException;
}
