package dev.prod2vec.tuning;

import static dev.prod2vec.setting.Require.require;

/// What became of a trial.
public sealed interface Outcome {
  /// Asked, not yet told.
  record Pending() implements Outcome {}

  /// Ran to its end.
  ///
  /// @param value finite, in the caller's unit
  record Completed(double value) implements Outcome {
    /// @throws IllegalArgumentException if the value is not finite; see [Outcome#of]
    public Completed {
      require(Double.isFinite(value), "a completed trial needs a finite value, but got %s", value);
    }
  }

  /// Stopped early because it was no better than half of the others. It is never the best trial,
  /// and the search takes it to be no better than the median of the completed ones.
  ///
  /// @param value the value it had reached; finite
  record Pruned(double value) implements Outcome {
    /// @throws IllegalArgumentException if the value is not finite
    public Pruned {
      require(Double.isFinite(value), "a pruned trial needs a finite value, but got %s", value);
    }
  }

  /// Broke, or has no value. The search takes it to be as bad as the worst trial that has one, and
  /// so keeps away from it.
  record Failed() implements Outcome {}

  /// Completed with `value`, or failed if that is not a finite number.
  static Outcome of(double value) {
    return Double.isFinite(value) ? new Completed(value) : new Failed();
  }
}
