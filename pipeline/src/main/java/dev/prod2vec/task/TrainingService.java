package dev.prod2vec.task;

import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Does the work of the tasks model_training and model_tuning, here or elsewhere. The files are the
/// same wherever that is.
public interface TrainingService {
  /// Trains, and writes [dev.prod2vec.model.ProductModel#FILE] and [TrainingFiles#LOG].
  ///
  /// @param training the hyperparameters; its number of threads may be ignored
  /// @return every epoch that was trained, in order
  /// @throws InterruptedException soon after the thread is interrupted
  List<EpochMetrics> train(TaskContext context, TrainingConfig training, TrainingSet orders)
      throws IOException, InterruptedException;

  /// Searches as the config says and writes the study's file. If it has the best trial's vectors,
  /// it leaves them as [TrainingFiles#BEST] among the unfinished files.
  ///
  /// @throws InterruptedException soon after the thread is interrupted, unless the search has
  ///   results to end with
  SearchResult search(TaskContext context) throws IOException, InterruptedException;

  /// The result of a search.
  ///
  /// @param trials in the order in which they ended
  /// @param best empty if none was completed; never empty if the search was interrupted
  record SearchResult(List<TrialRecord> trials, Optional<TrialRecord> best, End end) {
    public SearchResult {
      trials = List.copyOf(trials);
    }
  }

  /// How a search ended.
  enum End {
    OVER,
    /// With its results so far; it can be resumed.
    INTERRUPTED
  }
}
