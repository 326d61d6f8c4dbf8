package dev.prod2vec.sagemakerlocal;

/// Where a job is.
enum Status {
  IN_PROGRESS("InProgress"),
  STOPPING("Stopping"),
  COMPLETED("Completed"),
  FAILED("Failed"),
  STOPPED("Stopped");

  private final String text;

  Status(String text) {
    this.text = text;
  }

  /// As the service writes it.
  String text() {
    return text;
  }

  boolean isOver() {
    return switch (this) {
      case IN_PROGRESS, STOPPING -> false;
      case COMPLETED, FAILED, STOPPED -> true;
    };
  }
}
