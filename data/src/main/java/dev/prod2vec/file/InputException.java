package dev.prod2vec.file;

/// A broken or unusable input or run file. The message says which file and line, what was found,
/// what is allowed and what to do.
public final class InputException extends RuntimeException {
  /// @param message complete, to be shown as it is
  public InputException(String message) {
    super(message);
  }

  /// @param message complete, to be shown as it is
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
