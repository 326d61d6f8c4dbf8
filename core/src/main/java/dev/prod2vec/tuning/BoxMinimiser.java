package dev.prod2vec.tuning;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Local minimum of a smooth function in a box: limited-memory BFGS (Nocedal and Wright 2006,
/// algorithm 7.4) on the coordinates that are not held by a bound, with steps projected onto the
/// box and halved until the function falls enough.
final class BoxMinimiser {
  private static final int MEMORY = 10;
  private static final double SUFFICIENT = 1e-4;
  private static final int HALVINGS = 25;

  private BoxMinimiser() {}

  interface Function {
    /// The value at x; writes the gradient. NaN or infinite where the function has no value.
    double valueAndGradient(double[] x, double[] gradient);
  }

  /// @param x a point of the box
  /// @param value the function there
  record Minimum(double[] x, double value) {}

  private record Change(double[] step, double[] gradient, double product) {}

  /// @param start moved into the box first
  /// @param tolerance ends when the value falls by less than this
  static Minimum minimise(
      Function function,
      double[] start,
      double[] lower,
      double[] upper,
      int maxSteps,
      double tolerance) {
    int n = start.length;
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = Math.clamp(start[i], lower[i], upper[i]);
    }
    double[] gradient = new double[n];
    double value = function.valueAndGradient(x, gradient);
    if (!Double.isFinite(value)) {
      return new Minimum(x, Double.POSITIVE_INFINITY);
    }
    Deque<Change> memory = new ArrayDeque<>();
    for (int iteration = 0; iteration < maxSteps; iteration++) {
      boolean[] held = new boolean[n];
      double norm = 0;
      for (int i = 0; i < n; i++) {
        held[i] = (x[i] <= lower[i] && gradient[i] > 0) || (x[i] >= upper[i] && gradient[i] < 0);
        if (!held[i]) {
          norm += Math.abs(gradient[i]);
        }
      }
      if (!(norm > 1e-10)) {
        break;
      }
      double[] direction = direction(gradient, held, memory);
      double slope = Cholesky.dot(direction, gradient, n);
      if (!(slope < 0)) {
        memory.clear();
        direction = direction(gradient, held, memory);
        slope = Cholesky.dot(direction, gradient, n);
      }
      double length = memory.isEmpty() ? Math.min(1, 0.2 / norm) : 1;
      double[] next = new double[n];
      double[] nextGradient = new double[n];
      double nextValue = Double.POSITIVE_INFINITY;
      boolean fell = false;
      for (int halving = 0; halving < HALVINGS && !fell; halving++) {
        double expected = 0;
        for (int i = 0; i < n; i++) {
          next[i] = Math.clamp(x[i] + length * direction[i], lower[i], upper[i]);
          expected += gradient[i] * (next[i] - x[i]);
        }
        nextValue = function.valueAndGradient(next, nextGradient);
        fell = nextValue <= value + SUFFICIENT * expected && expected < 0;
        if (!fell) {
          // The minimum of the parabola through the known values, if it is usable.
          double parabola = 0.5 * slope * length / (slope - (nextValue - value) / length);
          length = parabola > 0.1 * length && parabola < 0.5 * length ? parabola : 0.3 * length;
        }
      }
      if (!fell) {
        if (memory.isEmpty()) {
          break;
        }
        memory.clear();
        continue;
      }
      double[] step = new double[n];
      double[] turn = new double[n];
      for (int i = 0; i < n; i++) {
        step[i] = next[i] - x[i];
        turn[i] = nextGradient[i] - gradient[i];
      }
      double product = Cholesky.dot(step, turn, n);
      if (product > 1e-12 * Cholesky.dot(turn, turn, n)) {
        memory.addLast(new Change(step, turn, product));
        if (memory.size() > MEMORY) {
          memory.removeFirst();
        }
      }
      double fall = value - nextValue;
      x = next;
      gradient = nextGradient;
      value = nextValue;
      if (fall < tolerance) {
        break;
      }
    }
    return new Minimum(x, value);
  }

  /// Minus the approximate inverse Hessian times the gradient, on the coordinates that no bound
  /// holds.
  private static double[] direction(double[] gradient, boolean[] held, Deque<Change> memory) {
    int n = gradient.length;
    double[] q = new double[n];
    for (int i = 0; i < n; i++) {
      q[i] = held[i] ? 0 : -gradient[i];
    }
    double[] weights = new double[memory.size()];
    int k = memory.size();
    for (Iterator<Change> newest = memory.descendingIterator(); newest.hasNext(); ) {
      Change change = newest.next();
      k--;
      weights[k] = Cholesky.dot(change.step(), q, n) / change.product();
      add(q, -weights[k], change.gradient());
    }
    if (!memory.isEmpty()) {
      Change last = memory.getLast();
      double scale = last.product() / Cholesky.dot(last.gradient(), last.gradient(), n);
      for (int i = 0; i < n; i++) {
        q[i] *= scale;
      }
    }
    for (Change change : memory) {
      double weight = Cholesky.dot(change.gradient(), q, n) / change.product();
      add(q, weights[k++] - weight, change.step());
    }
    for (int i = 0; i < n; i++) {
      if (held[i]) {
        q[i] = 0;
      }
    }
    return q;
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }
}
