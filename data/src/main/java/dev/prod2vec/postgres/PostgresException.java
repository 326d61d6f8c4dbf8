package dev.prod2vec.postgres;

/// PostgreSQL could not do what it was asked for, though the request was valid: it cannot be
/// reached, the connection was lost, its disk is full. The message is complete, to be shown as it
/// is.
public final class PostgresException extends RuntimeException {
  PostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
