package dev.prod2vec.store;

import java.io.IOException;

/// A store could not do what it was asked for, though the request was valid: it cannot be reached,
/// is too busy, or the connection was lost. The message is complete, to be shown as it is.
public final class StoreException extends IOException {
  /// @param message with location and what to do
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
