package dev.prod2vec.tuning;

import static dev.prod2vec.setting.Require.require;

/// A point that is or was tried, and the outcome.
///
/// @param number 0-based, in the order of asking
public record Trial(int number, Point point, Outcome outcome) {
  /// @throws IllegalArgumentException if the number is negative
  public Trial {
    require(number >= 0, "a trial's number must be 0 or more, but is %d", number);
  }
}
