package dev.prod2vec.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A history as the model sees it: rows of positions with a loss each, of which lower is better.
///
/// @param rows rows of the trials that have ended, by rising number
/// @param losses by row; finite
/// @param pending rows of the trials that have not ended
/// @param asked the points of all trials
record Observations(double[][] rows, double[] losses, List<double[]> pending, Set<Point> asked) {
  /// Most rows: the cost grows with their cube. If there are more, some are left out.
  private static final int MOST = 250;

  /// Empty if no trial has a value.
  static Observations of(History history, Axis[] axes) {
    double[] valued =
        history.trials().stream()
            .filter(trial -> trial.outcome() instanceof Outcome.Completed)
            .mapToDouble(trial -> loss(trial, history.goal()))
            .sorted()
            .toArray();
    double median = valued.length == 0 ? Double.NEGATIVE_INFINITY : valued[valued.length / 2];
    double worst =
        history.trials().stream()
            .mapToDouble(trial -> loss(trial, history.goal()))
            .filter(loss -> !Double.isNaN(loss))
            .max()
            .orElse(Double.NaN);
    List<double[]> rows = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<double[]> pending = new ArrayList<>();
    Set<Point> asked = new HashSet<>();
    for (Trial trial : history.trials()) {
      asked.add(trial.point());
      double[] row = Axis.positions(axes, trial.point().codes());
      double loss = loss(trial, history.goal());
      switch (trial.outcome()) {
        case Outcome.Pending _ -> pending.add(row);
        case Outcome.Completed _ -> add(rows, row, losses, loss);
        case Outcome.Pruned _ -> add(rows, row, losses, Math.max(loss, median));
        case Outcome.Failed _ -> add(rows, row, losses, worst);
      }
    }
    int[] kept = kept(losses);
    return new Observations(
        IntStream.of(kept).mapToObj(rows::get).toArray(double[][]::new),
        IntStream.of(kept).mapToDouble(losses::get).toArray(),
        pending,
        asked);
  }

  private static void add(List<double[]> rows, double[] row, List<Double> losses, double loss) {
    if (!Double.isNaN(loss)) {
      rows.add(row);
      losses.add(loss);
    }
  }

  private static double loss(Trial trial, Goal goal) {
    return switch (trial.outcome()) {
      case Outcome.Completed(double value) -> goal.loss(value);
      case Outcome.Pruned(double value) -> goal.loss(value);
      case Outcome.Pending _, Outcome.Failed _ -> Double.NaN;
    };
  }

  /// Rising indices: all of them, or the lowest losses for one half and an even choice of the rest
  /// for the other.
  private static int[] kept(List<Double> losses) {
    int n = losses.size();
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Double.compare(losses.get(a), losses.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    if (n > MOST) {
      int half = MOST / 2;
      for (int i = half; i < MOST; i++) {
        order[i] = order[half + (int) ((long) (i - half) * (n - half) / (MOST - half))];
      }
      order = Arrays.copyOf(order, MOST);
    }
    Arrays.sort(order);
    return order;
  }
}
