package dev.prod2vec.embedding;

/// A file is not a model: it is cut short, has another format, or its tensors do not fit together.
public final class BrokenModelException extends RuntimeException {
  /// @param message complete, with the file, to be shown as it is
  BrokenModelException(String message) {
    super(message);
  }
}
