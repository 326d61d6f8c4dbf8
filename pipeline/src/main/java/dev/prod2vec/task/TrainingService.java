package dev.prod2vec.task;

import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Does the work of the tasks model_training and model_tuning, here or elsewhere, with the same
/// result.
public interface TrainingService {
  /// Trains, and writes [TrainingFiles#MODEL] and [TrainingFiles#LOG].
  ///
  /// @param training the training's config; its number of threads may be ignored
  /// @return every epoch that was trained, in order
  /// @throws InterruptedException soon after the thread is interrupted
  List<EpochMetrics> train(TaskContext context, TrainingConfig training, TrainingSet orders)
      throws IOException, InterruptedException;

  /// Searches as the config says, writes the study's file and, where it has them, leaves the best
  /// trial's vectors as [TrainingFiles#BEST], unfinished.
  ///
  /// @throws InterruptedException soon after the thread is interrupted, unless the search ends with
  ///   what it found so far
  SearchResult search(TaskContext context) throws IOException, InterruptedException;

  /// The result of a search.
  ///
  /// @param trials in the order in which they ended
  /// @param best empty if none was completed; not so if the search was interrupted
  record SearchResult(List<TrialRecord> trials, Optional<TrialRecord> best, End end) {
    public SearchResult {
      trials = List.copyOf(trials);
    }
  }

  /// How a search ended.
  enum End {
    OVER,
    /// Stopped early; it can resume from what it found so far.
    INTERRUPTED
  }
}
