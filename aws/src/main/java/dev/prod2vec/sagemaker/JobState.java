package dev.prod2vec.sagemaker;

/// What a job does, whatever kind it is of.
enum JobState {
  RUNNING,
  STOPPING,
  COMPLETED,
  FAILED,
  STOPPED,
  /// Any other: it is being deleted, or the service has a new word.
  OTHER;

  /// The state that both kinds of jobs call by the same word.
  ///
  /// @param status as the service writes it
  static JobState of(String status) {
    return switch (status) {
      case "InProgress" -> RUNNING;
      case "Stopping" -> STOPPING;
      case "Completed" -> COMPLETED;
      case "Failed" -> FAILED;
      case "Stopped" -> STOPPED;
      default -> OTHER;
    };
  }

  boolean isOver() {
    return switch (this) {
      case COMPLETED, FAILED, STOPPED -> true;
      case RUNNING, STOPPING, OTHER -> false;
    };
  }
}
