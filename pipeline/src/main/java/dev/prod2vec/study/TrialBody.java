package dev.prod2vec.study;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.tuning.Point;
import java.io.IOException;

/// What a trial does.
@FunctionalInterface
public interface TrialBody {
  /// Tries a point. May be called by several threads at a time.
  ///
  /// @param progress hears the epochs, and says when to stop
  /// @throws RuntimeException if the trial failed; the search goes on
  /// @throws IOException if the search cannot go on
  /// @throws InterruptedException if `progress` says so
  TrialResult run(Point point, TrialProgress progress) throws IOException, InterruptedException;

  /// What came of it.
  ///
  /// @param keep keeps the trial's model in the place of the one kept before
  record TrialResult(Fit scores, Keep keep) {}

  /// Keeps a model.
  @FunctionalInterface
  interface Keep {
    /// Keeps it as that of a trial.
    void as(int trial) throws IOException, InterruptedException;
  }
}
