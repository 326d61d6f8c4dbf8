package dev.prod2vec.study;

import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingProgress;
import java.util.ArrayList;
import java.util.List;

/// Listens to the training of a trial, and stops it when it is hopeless or there is no time left.
public final class TrialProgress implements TrainingProgress {
  private final Search search;
  private final int trial;
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private boolean pruned;

  TrialProgress(Search search, int trial) {
    this.search = search;
    this.trial = trial;
  }

  @Override
  public void epoch(EpochMetrics metrics) {
    epochs.add(metrics);
    pruned = search.epoch(trial, epochs);
  }

  @Override
  public boolean enough() {
    return pruned;
  }

  @Override
  public boolean cancelled() {
    return Thread.currentThread().isInterrupted() || search.isTimeOver();
  }

  List<EpochMetrics> epochs() {
    return epochs;
  }
}
