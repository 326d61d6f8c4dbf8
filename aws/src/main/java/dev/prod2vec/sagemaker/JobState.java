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

  boolean isOver() {
    return switch (this) {
      case COMPLETED, FAILED, STOPPED -> true;
      case RUNNING, STOPPING, OTHER -> false;
    };
  }
}
