package dev.prod2vec.store;

import java.io.IOException;

/// S3 could not do what it was asked to, though nothing was wrong with the question: it is not
/// there, it is too busy, the connection was lost. The message is complete, to be shown as it is.
public final class StoreException extends IOException {
  /// @param message with bucket, key and what to do
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
