package dev.prod2vec.training;

/// Listens to a training. Called by one thread at a time; a slow listener slows training.
public interface TrainingProgress {
  /// Ignores everything.
  TrainingProgress NONE = new TrainingProgress() {};

  /// After each batch.
  ///
  /// @param epoch 1-based
  /// @param basketsDone baskets of this epoch that are done
  /// @param baskets all baskets of an epoch
  /// @param pairsDone pairs of this epoch that are done
  /// @param loss mean loss per predicted product of this epoch so far
  default void batch(int epoch, int basketsDone, int baskets, long pairsDone, double loss) {}

  /// After each epoch and its validation.
  default void epoch(EpochMetrics metrics) {}

  /// A warning for people, in one line.
  default void warning(String line) {}

  /// Asked by [Trainer] after each epoch, later than [#epoch]: true ends the training with the
  /// epochs so far.
  default boolean enough() {
    return false;
  }

  /// Asked between batches: true ends the training with an [InterruptedException].
  default boolean cancelled() {
    return Thread.currentThread().isInterrupted();
  }
}
