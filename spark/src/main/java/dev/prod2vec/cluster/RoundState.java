package dev.prod2vec.cluster;

import dev.prod2vec.training.EpochMetrics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A training between two rounds: everything that another driver needs to resume it.
///
/// @param training identifies the training by everything that its result depends on
/// @param epoch of the last round, 1-based; 0 before the first one
/// @param round the last one, 1-based
/// @param blocks the state, ascending
/// @param prior what weight decay pulls towards in the epoch, ascending; empty if there is nothing
/// @param best the state after the best epoch; empty as long as the last epoch is the best
/// @param loss sum over the epoch so far
/// @param predictions of the epoch so far
/// @param pairs of the epoch so far
/// @param seconds of the epoch so far
/// @param epochs the metrics of each epoch that is over
record RoundState(
    String training,
    int epoch,
    int round,
    List<BlockFile> blocks,
    List<BlockFile> prior,
    List<BlockFile> best,
    double loss,
    long predictions,
    long pairs,
    double seconds,
    List<EpochMetrics> epochs) {
  RoundState {
    blocks = List.copyOf(blocks);
    prior = List.copyOf(prior);
    best = List.copyOf(best);
    epochs = List.copyOf(epochs);
  }

  static RoundState start(String training, List<BlockFile> blocks) {
    return new RoundState(training, 0, 0, blocks, List.of(), List.of(), 0, 0, 0, 0, List.of());
  }

  /// The next epoch before its first round.
  RoundState nextEpoch(List<BlockFile> newPrior, List<BlockFile> newBest) {
    return new RoundState(
        training, epochs.size() + 1, 0, blocks, newPrior, newBest, 0, 0, 0, 0, epochs);
  }

  /// After the next round.
  RoundState after(List<Merged> merged, double moreSeconds) {
    double newLoss = loss;
    long newPredictions = predictions;
    long newPairs = pairs;
    List<BlockFile> newBlocks = new ArrayList<>();
    for (Merged block : merged) {
      newBlocks.add(block.file());
      for (Merged.Learned learned : block.learned()) {
        newLoss += learned.loss();
        newPredictions += learned.predictions();
        newPairs += learned.pairs();
      }
    }
    return new RoundState(
        training,
        epoch,
        round + 1,
        newBlocks,
        prior,
        best,
        newLoss,
        newPredictions,
        newPairs,
        seconds + moreSeconds,
        epochs);
  }

  /// After the validation of its epoch.
  RoundState validated(List<EpochMetrics> newEpochs) {
    List<BlockFile> newBest = newEpochs.getLast().best() ? List.of() : best;
    return new RoundState(
        training,
        epoch,
        round,
        blocks,
        List.of(),
        newBest,
        loss,
        predictions,
        pairs,
        seconds,
        newEpochs);
  }

  /// Mean loss per prediction of the epoch so far.
  double meanLoss() {
    return loss / Math.max(1, predictions);
  }

  /// The names of all files that it needs.
  Set<String> names() {
    Set<String> names = new HashSet<>();
    for (List<BlockFile> files : List.of(blocks, prior, best)) {
      files.forEach(file -> names.add(file.name()));
    }
    return names;
  }
}
