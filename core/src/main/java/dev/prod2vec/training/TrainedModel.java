package dev.prod2vec.training;

import dev.prod2vec.embedding.Embedding;
import java.util.List;

/// The result of a training.
///
/// @param embedding the vectors of the epoch with the best validation hit rate, or of the last
///   epoch if there was no validation
/// @param accumulators of the same epoch, from which a later training can start
/// @param epochs every epoch that was trained, in order
public record TrainedModel(
    Embedding embedding, Accumulators accumulators, List<EpochMetrics> epochs) {
  public TrainedModel {
    epochs = List.copyOf(epochs);
  }
}
