package dev.prod2vec.training;

import java.util.List;
import java.util.Optional;

/// A training between two epochs: everything that it needs to resume.
///
/// @param state after the last epoch
/// @param best state after the best epoch; empty if the last epoch is the best
/// @param epochs every epoch so far
record Snapshot(TrainingState state, Optional<TrainingState> best, List<EpochMetrics> epochs) {
  Snapshot {
    epochs = List.copyOf(epochs);
  }

  /// A training before its first epoch.
  static Snapshot of(TrainingState start) {
    return new Snapshot(start, Optional.empty(), List.of());
  }
}
