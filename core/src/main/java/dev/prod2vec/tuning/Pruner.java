package dev.prod2vec.tuning;

import java.util.Arrays;
import java.util.List;

/// The rule that stops unpromising trials early. A trial reports a value after each of its steps;
/// what counts is the best value so far. Trials may have different numbers of steps, and a trial
/// whose learning rate falls gains most near its end. So a trial is compared with the best values
/// that others had after the same share of their steps, rounded down.
public enum Pruner {
  /// None is stopped.
  NONE,
  /// Stops a trial that is worse than the median of the completed trials (Golovin et al. 2017),
  /// once [#STARTUP_TRIALS] are completed.
  MEDIAN,
  /// Stops a trial that, after a third, a ninth and so on of its steps, is not among the best third
  /// of all trials that came as far (asynchronous successive halving, Li et al. 2020).
  SUCCESSIVE_HALVING;

  /// Completed trials before the median rule stops one.
  public static final int STARTUP_TRIALS = 3;

  private static final int REDUCTION = 3;

  /// The values that a trial reported.
  ///
  /// @param values by step; finite; not empty if it was completed
  /// @param steps steps that it would have taken at most; at least as many as values
  /// @param completed whether it ran to its end without being stopped
  public record Curve(double[] values, int steps, boolean completed) {}

  /// Whether a trial is stopped at its current step. It is not stopped at its last step, where
  /// nothing is left to save. A function of the arguments alone.
  ///
  /// @param values the trial's values, by step; finite; not empty
  /// @param steps steps that the trial takes at most; at least as many as values
  /// @param others the trials that have ended
  public boolean stops(double[] values, int steps, List<Curve> others, Goal goal) {
    if (values.length >= steps) {
      return false;
    }
    double loss = loss(values, values.length, goal);
    double[] losses =
        others.stream()
            .filter(other -> other.completed() || this != MEDIAN)
            .mapToDouble(other -> loss(other, values.length, steps, goal))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return switch (this) {
      case NONE -> false;
      case MEDIAN -> losses.length >= STARTUP_TRIALS && loss > losses[losses.length / 2];
      case SUCCESSIVE_HALVING -> {
        long better = Arrays.stream(losses).filter(other -> other < loss).count();
        yield isRung(values.length, steps)
            && better >= Math.max(1, (losses.length + 1) / REDUCTION);
      }
    };
  }

  /// The loss of another trial after the share of its steps that `step` is of `steps`. Infinite if
  /// it did not come as far, or that share is less than one step.
  private static double loss(Curve curve, int step, int steps, Goal goal) {
    int same = (int) ((long) step * curve.steps() / steps);
    boolean came = curve.completed() || same <= curve.values().length;
    return came ? loss(curve.values(), same, goal) : Double.POSITIVE_INFINITY;
  }

  /// Whether a step is the first at or after 1, 1/3, 1/9 and so on of all steps.
  private static boolean isRung(int step, int steps) {
    long power = 1;
    while (step * power < steps) {
      power *= REDUCTION;
    }
    return (step - 1) * power < steps;
  }

  private static double loss(double[] values, int steps, Goal goal) {
    return Arrays.stream(values, 0, Math.min(steps, values.length))
        .map(goal::loss)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
