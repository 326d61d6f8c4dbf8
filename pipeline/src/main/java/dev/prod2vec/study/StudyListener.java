package dev.prod2vec.study;

import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.tuning.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Listens to a search. Called by one thread at a time.
public interface StudyListener {
  /// Ignores everything.
  StudyListener NONE = new StudyListener() {};

  /// The search begins or resumes.
  ///
  /// @param ended number of trials that have ended already, trials of an earlier study included
  default void begun(Measure measure, int trials, Optional<Instant> deadline, int ended) {}

  /// A trial begins.
  default void started(Trial trial) {}

  /// An epoch of a trial is done.
  default void epoch(int trial, EpochMetrics metrics) {}

  /// A trial ended.
  ///
  /// @param best the best trial so far; empty if none is completed
  default void ended(TrialRecord trial, Optional<TrialRecord> best) {}

  /// The search is over, or was stopped.
  default void over(List<TrialRecord> trials) {}
}
