package dev.prod2vec.tuning;

import java.util.Arrays;
import java.util.List;

/// Which trials are not worth going on with. A trial reports a value after each of its steps; what
/// counts is the best value so far. Trials may have different numbers of steps, and a trial that
/// lowers its learning rate over its steps gains most near its end: so it is compared with what
/// others had found after the same share of their steps, or less.
public enum Pruner {
  /// None is stopped.
  NONE,
  /// Stops a trial that is worse than the median of the completed ones (Golovin et al. 2017), once
  /// [#STARTUP_TRIALS] have come so far.
  MEDIAN,
  /// Stops a trial that, after a third, a ninth and so on of its steps, is not among the best third
  /// of all that came so far (asynchronous successive halving, Li et al. 2020).
  SUCCESSIVE_HALVING;

  /// Completed trials that the median is first taken of.
  public static final int STARTUP_TRIALS = 3;

  private static final int REDUCTION = 3;

  /// What a trial reported.
  ///
  /// @param values by step; finite; not empty if it was completed
  /// @param steps that it would have taken at most; at least as many as values
  /// @param completed whether it came to its end without being stopped
  public record Curve(double[] values, int steps, boolean completed) {}

  /// Whether a trial is stopped at the step it has come to; not at its last one, where nothing is
  /// left to save. A function of the arguments alone.
  ///
  /// @param values what it reported, by step; finite; not empty
  /// @param steps that it takes at most; at least as many as values
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

  /// The loss of a trial after `step` of `steps` of its own; infinite if it did not come so far, or
  /// had not taken one step by then.
  private static double loss(Curve curve, int step, int steps, Goal goal) {
    int same = (int) ((long) step * curve.steps() / steps);
    boolean came = curve.completed() || same <= curve.values().length;
    return came ? loss(curve.values(), same, goal) : Double.POSITIVE_INFINITY;
  }

  /// Whether a step is the first behind 1, 1/3, 1/9 and so on of all steps.
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
