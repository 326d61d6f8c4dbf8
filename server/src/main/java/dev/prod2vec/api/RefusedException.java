package dev.prod2vec.api;

/// A request that cannot be answered, and why: whoever asks can do something about it.
public final class RefusedException extends RuntimeException {
  private final Problem problem;

  /// @param status of HTTP
  /// @param detail what was found, what is allowed and what to do
  public RefusedException(int status, String detail) {
    super(detail);
    problem = Problem.of(status, detail);
  }

  /// What the answer says.
  public Problem problem() {
    return problem;
  }
}
