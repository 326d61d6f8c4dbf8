package dev.prod2vec.tuning;

/// Local search for a higher score: real numbers by gradient, whole numbers and choices by trying
/// their other values, in turns until nothing helps. Whole numbers are never rounded real ones.
record HillClimb(Axis[] axes, Acquisition acquisition) {
  private static final int ROUNDS = 10;
  private static final int STEPS = 50;
  private static final double TOLERANCE = 1e-6;

  /// All numbers of a range of at most this length are tried; in a longer range, the numbers 1, 2,
  /// 4, … away.
  private static final int FEW = 10;

  /// A candidate that scores at least as high.
  Candidate from(Candidate start) {
    Candidate best = start;
    for (int round = 0; round < ROUNDS; round++) {
      Candidate climbed = climbDiscrete(climbReal(best));
      if (climbed.score() < best.score() + TOLERANCE) {
        return climbed.score() > best.score() ? climbed : best;
      }
      best = climbed;
      if (allReal()) {
        break;
      }
    }
    return best;
  }

  private boolean allReal() {
    for (Axis axis : axes) {
      if (axis.kind() != Axis.Kind.REAL) {
        return false;
      }
    }
    return true;
  }

  private Candidate climbReal(Candidate start) {
    // A box of no width holds the others where they are.
    double[] lower = start.row().clone();
    double[] upper = start.row().clone();
    boolean any = false;
    for (int axis = 0; axis < axes.length; axis++) {
      if (axes[axis].kind() == Axis.Kind.REAL && axes[axis].size() > 1) {
        lower[axis] = 0;
        upper[axis] = 1;
        any = true;
      }
    }
    if (!any) {
      return start;
    }
    double[] row =
        BoxMinimiser.minimise(acquisition, start.row(), lower, upper, STEPS, TOLERANCE).x();
    double[] codes = start.codes().clone();
    for (int axis = 0; axis < axes.length; axis++) {
      if (axes[axis].kind() == Axis.Kind.REAL) {
        codes[axis] = axes[axis].code(row[axis]);
      }
    }
    return Candidate.of(axes, acquisition, codes);
  }

  private Candidate climbDiscrete(Candidate start) {
    Candidate best = start;
    Candidate before;
    do {
      before = best;
      for (int index = 0; index < axes.length; index++) {
        best =
            switch (axes[index].kind()) {
              case REAL -> best;
              case CHOICE -> tryAll(best, index);
              case WHOLE -> axes[index].size() <= FEW ? tryAll(best, index) : step(best, index);
            };
      }
    } while (best.score() > before.score());
    return best;
  }

  private Candidate tryAll(Candidate start, int index) {
    Candidate best = start;
    for (double code = axes[index].min(); code <= axes[index].max(); code++) {
      best = better(best, index, code);
    }
    return best;
  }

  private Candidate step(Candidate start, int index) {
    Axis axis = axes[index];
    Candidate best = start;
    for (double step = 1; step <= (axis.max() - axis.min()) / 2; step *= 2) {
      best = better(best, index, Math.max(best.codes()[index] - step, axis.min()));
      best = better(best, index, Math.min(best.codes()[index] + step, axis.max()));
    }
    return best;
  }

  private Candidate better(Candidate best, int index, double code) {
    if (best.codes()[index] == code) {
      return best;
    }
    double[] codes = best.codes().clone();
    codes[index] = code;
    Candidate moved = Candidate.of(axes, acquisition, codes);
    return moved.score() > best.score() + TOLERANCE ? moved : best;
  }
}
