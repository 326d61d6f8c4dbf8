package dev.prod2vec.training;

import java.util.ArrayList;
import java.util.List;

/// The epochs of a training so far: which one is the best, and whether another one follows. Not
/// safe to share between threads.
public final class EpochHistory {
  private final TrainingConfig config;
  private final List<EpochMetrics> epochs;

  /// @param epochs of an interrupted training that is resumed; empty for a new one
  public EpochHistory(TrainingConfig config, List<EpochMetrics> epochs) {
    this.config = config;
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

  /// Whether all epochs of the config are trained, or its patience has run out: so many epochs were
  /// no better than the best.
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

  /// Adds the next epoch. It is the best so far if no earlier one has a hit rate as high, and
  /// wherever there is none.
  ///
  /// @param loss see [EpochMetrics]
  /// @param hitRate10 on validation baskets; NaN if there are none
  /// @return its metrics
  public EpochMetrics add(double loss, long pairs, double seconds, double hitRate10) {
    double best =
        epochs.stream()
            .filter(EpochMetrics::best)
            .mapToDouble(EpochMetrics::validationHitRate10)
            .max()
            .orElse(-1);
    EpochMetrics metrics =
        new EpochMetrics(next(), loss, pairs, seconds, hitRate10, !(hitRate10 <= best));
    epochs.add(metrics);
    return metrics;
  }
}
