package dev.prod2vec.tuning;

import static dev.prod2vec.setting.Require.require;

import java.util.List;

/// Everything that is known when the next point is chosen.
///
/// @param trials by rising number; numbers may be missing
public record History(Space space, Goal goal, List<Trial> trials) {
  /// @throws IllegalArgumentException if the numbers do not rise
  public History {
    trials = List.copyOf(trials);
    for (int i = 1; i < trials.size(); i++) {
      require(
          trials.get(i - 1).number() < trials.get(i).number(),
          "trials must be sorted by number, but %d follows %d",
          trials.get(i).number(),
          trials.get(i - 1).number());
    }
  }

  /// Number of the next trial: one above the highest so far.
  public int nextNumber() {
    return trials.isEmpty() ? 0 : trials.getLast().number() + 1;
  }
}
