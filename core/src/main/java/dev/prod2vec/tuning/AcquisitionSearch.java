package dev.prod2vec.tuning;

import dev.prod2vec.random.CounterRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Finds the point with the highest score that was not asked before. It looks at all points of a
/// small space, else at points spread evenly and around the best ones, and climbs from a few of
/// them: see [HillClimb].
final class AcquisitionSearch {
  /// A space of at most this many points is searched point by point.
  private static final int SMALL = 4096;

  private static final int EVEN = 512;
  private static final int NEAR = 256;
  private static final int CENTRES = 4;
  private static final int STARTS = 6;

  /// How far a start must be from better ones, in root-5 length scales.
  private static final double APART = 0.2;

  /// Probability that a choice is drawn anew around a good point.
  private static final double REDRAW = 0.3;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed();

  private final Space space;
  private final Axis[] axes;
  private final GaussianProcess process;
  private final Acquisition acquisition;
  private final Set<Point> asked;

  /// Whether every point of the space was asked already, so that one has to be repeated.
  private final boolean exhausted;

  private final long key;
  private long drawn;

  /// @param key of the random numbers
  AcquisitionSearch(Space space, Axis[] axes, GaussianProcess process, Set<Point> asked, long key) {
    this.space = space;
    this.axes = axes;
    this.process = process;
    this.acquisition = new Acquisition(process);
    this.asked = asked;
    this.exhausted = asked.size() >= space.size();
    this.key = key;
  }

  /// Empty if every point that it looked at was asked before.
  Optional<Point> best() {
    if (space.size() <= SMALL) {
      return bestOf(all());
    }
    List<Candidate> candidates = new ArrayList<>();
    even(candidates);
    near(candidates);
    candidates.sort(BEST_FIRST);
    HillClimb climb = new HillClimb(axes, acquisition);
    List<Candidate> found = new ArrayList<>();
    for (Candidate start : starts(candidates)) {
      found.add(climb.from(start));
    }
    found.addAll(candidates);
    return bestOf(found);
  }

  private Optional<Point> bestOf(List<Candidate> candidates) {
    candidates.sort(BEST_FIRST);
    return candidates.stream()
        .map(candidate -> new Point(space, candidate.codes()))
        .filter(point -> exhausted || !asked.contains(point))
        .findFirst();
  }

  /// All points that were not asked, or all if every one was.
  private List<Candidate> all() {
    List<Candidate> all = new ArrayList<>();
    double[] codes = Axis.first(axes);
    do {
      if (exhausted || !asked.contains(new Point(space, codes))) {
        all.add(Candidate.of(axes, acquisition, codes.clone()));
      }
    } while (Axis.advance(axes, codes));
    return all;
  }

  private void even(List<Candidate> candidates) {
    SobolSequence sequence = new SobolSequence(axes.length, CounterRandom.key(key, 1));
    for (int i = 0; i < EVEN; i++) {
      candidates.add(Candidate.of(axes, acquisition, Axis.codes(axes, sequence.point(i))));
    }
  }

  /// Points around the rows with the lowest means, at distances of all magnitudes.
  private void near(List<Candidate> candidates) {
    double[] means = process.means();
    double[][] centres =
        IntStream.range(0, means.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> means[i]))
            .limit(CENTRES)
            .map(i -> process.rows()[i])
            .toArray(double[][]::new);
    for (int i = 0; i < NEAR; i++) {
      double[] centre = centres[i % centres.length];
      double radius = StrictMath.pow(10, -3.5 * draw());
      double[] codes = new double[axes.length];
      for (int axis = 0; axis < axes.length; axis++) {
        codes[axis] =
            switch (axes[axis].kind()) {
              case CHOICE -> draw() < REDRAW ? axes[axis].code(draw()) : centre[axis];
              case REAL, WHOLE ->
                  axes[axis].code(Math.clamp(centre[axis] + radius * (2 * draw() - 1), 0.0, 1.0));
            };
      }
      candidates.add(Candidate.of(axes, acquisition, codes));
    }
  }

  private List<Candidate> starts(List<Candidate> bestFirst) {
    List<Candidate> starts = new ArrayList<>();
    for (Candidate candidate : bestFirst) {
      if (starts.size() < STARTS
          && starts.stream()
              .allMatch(start -> process.kernel().root(start.row(), candidate.row()) > APART)) {
        starts.add(candidate);
      }
    }
    return starts;
  }

  private double draw() {
    return (CounterRandom.bits(key, drawn++) >>> 11) * 0x1p-53;
  }
}
