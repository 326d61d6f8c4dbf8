package dev.prod2vec.training;

import java.util.ArrayList;
import java.util.List;

/// The epochs of a training so far: which one is the best, and whether another one follows. Not
/// safe to share between threads.
public final class EpochHistory {
  private final TrainingConfig config;
  private final int questions;
  private final List<EpochMetrics> epochs;

  /// @param questions number of validation baskets that each epoch is scored on
  /// @param epochs of an interrupted training that is resumed; empty for a new one
  public EpochHistory(TrainingConfig config, int questions, List<EpochMetrics> epochs) {
    this.config = config;
    this.questions = questions;
    this.epochs = new ArrayList<>(epochs);
  }

  /// All epochs, in order.
  public List<EpochMetrics> epochs() {
    return List.copyOf(epochs);
  }

  /// Number of the epoch that follows, 1-based.
  public int next() {
    return epochs.size() + 1;
  }

  /// Whether all epochs of the config are trained, or its patience has run out: so many epochs in a
  /// row were no longer the best.
  public boolean isOver() {
    int sinceBest = 0;
    for (EpochMetrics epoch : epochs) {
      sinceBest = epoch.best() ? 0 : sinceBest + 1;
    }
    return epochs.size() >= config.epochs()
        || (config.patience() > 0 && sinceBest >= config.patience());
  }

  /// Whether the last epoch is the best one. Before the first epoch it is not.
  public boolean lastIsBest() {
    return !epochs.isEmpty() && epochs.getLast().best();
  }

  /// Adds the next epoch. It is the best so far unless an earlier one has a hit rate that is higher
  /// by more than its standard error: by chance alone some early epoch is often the highest, while
  /// the smaller steps of the late ones give better vectors. Without validation the last is the
  /// best.
  ///
  /// @param loss see [EpochMetrics]
  /// @param hitRate10 on validation baskets; NaN if there are none
  /// @return its metrics
  public EpochMetrics add(double loss, long pairs, double seconds, double hitRate10) {
    double highest =
        epochs.stream().mapToDouble(EpochMetrics::validationHitRate10).max().orElse(-1);
    boolean best = !(hitRate10 < highest - standardError(highest));
    EpochMetrics metrics = new EpochMetrics(next(), loss, pairs, seconds, hitRate10, best);
    epochs.add(metrics);
    return metrics;
  }

  private double standardError(double hitRate) {
    return hitRate < 0 ? 0 : Math.sqrt(hitRate * (1 - hitRate) / questions);
  }
}
