package dev.prod2vec.embedding;

/// A file that is no model: cut short, of another format, or of tensors that do not fit together.
public final class BrokenModelException extends RuntimeException {
  /// @param message complete, with the file, to be shown as it is
  BrokenModelException(String message) {
    super(message);
  }
}
