package dev.prod2vec.study;

import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingProgress;
import java.util.ArrayList;
import java.util.List;

/// Listens to the training of a trial, and stops it when it is unpromising or time is up.
public final class TrialProgress implements TrainingProgress {
  private final Search search;
  private final int trial;
  private final int maxEpochs;
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private boolean pruned;

  /// @param maxEpochs most epochs of the trial
  TrialProgress(Search search, int trial, int maxEpochs) {
    this.search = search;
    this.trial = trial;
    this.maxEpochs = maxEpochs;
  }

  @Override
  public void epoch(EpochMetrics metrics) {
    epochs.add(metrics);
    pruned = search.epoch(trial, epochs, maxEpochs);
  }

  @Override
  public boolean enough() {
    return pruned;
  }

  @Override
  public boolean cancelled() {
    return Thread.currentThread().isInterrupted() || search.isTimeOver();
  }

  int maxEpochs() {
    return maxEpochs;
  }

  List<EpochMetrics> epochs() {
    return epochs;
  }
}
