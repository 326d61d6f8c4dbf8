package dev.prod2vec.tuning;

import java.util.Set;

/// Points that fill a space evenly; none comes twice while others remain.
final class SobolStart {
  private static final int ATTEMPTS = 1000;

  private SobolStart() {}

  /// Point `number` of the scrambled sequence of `key`, or a later point if it was asked before.
  static Point point(Space space, Axis[] axes, long key, int number, Set<Point> asked) {
    SobolSequence sequence = new SobolSequence(axes.length, key);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Point point = new Point(space, Axis.codes(axes, sequence.point(number + attempt)));
      if (!asked.contains(point)) {
        return point;
      }
    }
    // Nearly all points were asked: count up to the first that was not, if there is one.
    double[] codes = Axis.first(axes);
    do {
      Point point = new Point(space, codes);
      if (!asked.contains(point)) {
        return point;
      }
    } while (Axis.advance(axes, codes));
    return new Point(space, Axis.codes(axes, sequence.point(number)));
  }
}
