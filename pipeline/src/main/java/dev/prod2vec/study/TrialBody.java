package dev.prod2vec.study;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.tuning.Point;
import java.io.IOException;

/// The work of a trial.
@FunctionalInterface
public interface TrialBody {
  /// Tries a point. May be called by several threads at a time.
  ///
  /// @param progress is told the epochs, and says when to stop
  /// @throws RuntimeException if the trial failed; the search continues
  /// @throws IOException if the search cannot continue
  /// @throws InterruptedException if `progress` says so
  TrialResult run(Point point, TrialProgress progress) throws IOException, InterruptedException;

  /// The result of a trial.
  ///
  /// @param keep keeps the trial's model instead of the one kept before
  record TrialResult(Fit scores, Keep keep) {}

  /// Keeps a model.
  @FunctionalInterface
  interface Keep {
    /// Keeps it as the model of a trial.
    void as(int trial) throws IOException, InterruptedException;
  }
}
