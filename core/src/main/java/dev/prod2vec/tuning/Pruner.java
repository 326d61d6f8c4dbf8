package dev.prod2vec.tuning;

import java.util.Arrays;
import java.util.List;

/// Which trials are not worth going on with. A trial reports a value after each step; what counts
/// at a step is the best value up to it.
public enum Pruner {
  /// None is stopped.
  NONE,
  /// Stops a trial that is worse than the median of the completed ones at the same step (Golovin et
  /// al. 2017), once [#STARTUP_TRIALS] have come so far.
  MEDIAN,
  /// Stops a trial that, after 1, 3, 9 and so on steps, is not among the best third of all that
  /// came so far (asynchronous successive halving, Li et al. 2020).
  SUCCESSIVE_HALVING;

  /// Completed trials that the median is first taken of.
  public static final int STARTUP_TRIALS = 3;

  private static final int REDUCTION = 3;

  /// What a trial reported.
  ///
  /// @param values by step; finite; not empty if it was completed
  /// @param completed whether it came to its end without being stopped
  public record Curve(double[] values, boolean completed) {}

  /// Whether a trial is stopped at the step it has come to. A function of the arguments alone.
  ///
  /// @param values what it reported, by step; finite; not empty
  /// @param others the trials that have ended
  public boolean stops(double[] values, List<Curve> others, Goal goal) {
    int step = values.length;
    double loss = loss(values, step, goal);
    double[] losses =
        others.stream()
            .filter(other -> other.completed() || (this != MEDIAN && other.values().length >= step))
            .mapToDouble(other -> loss(other.values(), step, goal))
            .sorted()
            .toArray();
    return switch (this) {
      case NONE -> false;
      case MEDIAN -> losses.length >= STARTUP_TRIALS && loss > losses[losses.length / 2];
      case SUCCESSIVE_HALVING -> {
        long better = Arrays.stream(losses).filter(other -> other < loss).count();
        yield isRung(step) && better >= Math.max(1, (losses.length + 1) / REDUCTION);
      }
    };
  }

  private static boolean isRung(int step) {
    int rung = 1;
    while (rung < step) {
      rung *= REDUCTION;
    }
    return rung == step;
  }

  private static double loss(double[] values, int steps, Goal goal) {
    return Arrays.stream(values, 0, Math.min(steps, values.length))
        .map(goal::loss)
        .min()
        .orElseThrow();
  }
}
