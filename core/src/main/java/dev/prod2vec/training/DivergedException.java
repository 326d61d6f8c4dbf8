package dev.prod2vec.training;

/// Training diverged: a loss is not a number, or vectors grew without bounds.
public final class DivergedException extends RuntimeException {
  /// @param message complete, to be shown as it is
  DivergedException(String message) {
    super(message);
  }
}
