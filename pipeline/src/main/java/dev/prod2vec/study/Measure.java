package dev.prod2vec.study;

import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.tuning.Goal;

/// The metric that trials are compared by, on the validation orders.
public enum Measure {
  /// The share of the products left out that are among the first ten.
  HIT_RATE("HR@10", Goal.MAXIMISE),
  /// Mean reciprocal rank of the products left out.
  MRR("MRR", Goal.MAXIMISE),
  /// Mean of minus the logarithm of the probability of the products left out.
  LOSS("loss", Goal.MINIMISE);

  private final String title;
  private final Goal goal;

  Measure(String title, Goal goal) {
    this.title = title;
    this.goal = goal;
  }

  /// The name for people: `HR@10`.
  public String title() {
    return title;
  }

  /// Whether higher or lower values are better.
  public Goal goal() {
    return goal;
  }

  /// This metric among the scores.
  public double of(Fit scores) {
    return switch (this) {
      case HIT_RATE -> scores.hitRate10();
      case MRR -> scores.meanReciprocalRank();
      case LOSS -> scores.loss();
    };
  }
}
