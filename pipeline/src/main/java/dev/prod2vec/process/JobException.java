package dev.prod2vec.process;

/// A job elsewhere failed, or the service that runs jobs did not answer. The message is complete,
/// to be shown as it is.
public final class JobException extends RuntimeException {
  /// @param message with the job's name, the reason and what to do
  public JobException(String message) {
    super(message);
  }

  /// @param message with the job's name, the reason and what to do
  public JobException(String message, Throwable cause) {
    super(message, cause);
  }
}
