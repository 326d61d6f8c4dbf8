package dev.prod2vec.tuning;

import static dev.prod2vec.setting.Require.require;

/// How a trial ended, if it has.
public sealed interface Outcome {
  /// Asked for, but not ended.
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

  /// Stopped early because it was unpromising. It is never the best trial, and the search assumes
  /// that it would have been no better than the median of the completed trials.
  ///
  /// @param value the value it had reached; finite
  record Pruned(double value) implements Outcome {
    /// @throws IllegalArgumentException if the value is not finite
    public Pruned {
      require(Double.isFinite(value), "a pruned trial needs a finite value, but got %s", value);
    }
  }

  /// Failed, or has no value. The search assumes that it is as bad as the worst trial with a value,
  /// and so keeps away from its point.
  record Failed() implements Outcome {}

  /// Completed with `value`, or failed if that is not a finite number.
  static Outcome of(double value) {
    return Double.isFinite(value) ? new Completed(value) : new Failed();
  }
}
