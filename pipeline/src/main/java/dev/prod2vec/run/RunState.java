package dev.prod2vec.run;

/// The progress of a run.
public enum RunState {
  /// All its tasks are done.
  DONE,
  /// Its last task failed.
  FAILED,
  /// Its last task was interrupted.
  INTERRUPTED,
  /// Tasks are missing, and no reason is recorded: it is under way or was killed.
  UNFINISHED
}
