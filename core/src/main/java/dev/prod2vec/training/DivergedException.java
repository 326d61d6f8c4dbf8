package dev.prod2vec.training;

/// Training diverged: a loss is not a number, or vectors grew without bounds.
public final class DivergedException extends RuntimeException {
  /// Trained vectors stay far below it.
  private static final double MAX_ROOT_MEAN_SQUARE = 1e3;

  private DivergedException(String message) {
    super(message);
  }

  /// @param what happened
  static DivergedException of(int epoch, String what, TrainingConfig config) {
    return new DivergedException(
        """
        training diverged in epoch %s: %s with learning rate %s
        hint: use a lower learning rate, for example --learning-rate %s\
        """
            .formatted(epoch, what, config.learningRate(), config.learningRate() / 4));
  }

  /// Does nothing as long as the loss is a number.
  ///
  /// @throws DivergedException if it is not, or if it is infinite
  public static void checkLoss(double loss, int epoch, TrainingConfig config) {
    if (!Double.isFinite(loss)) {
      throw of(epoch, "the loss is not a number", config);
    }
  }

  /// Does nothing as long as the vectors are bounded.
  ///
  /// @param rootMeanSquare of their numbers, after an epoch
  /// @throws DivergedException if they are not
  public static void checkVectors(double rootMeanSquare, int epoch, TrainingConfig config) {
    if (!(rootMeanSquare < MAX_ROOT_MEAN_SQUARE)) {
      throw of(epoch, "the vectors grew without bounds", config);
    }
  }
}
