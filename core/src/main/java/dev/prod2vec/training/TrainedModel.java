package dev.prod2vec.training;

import dev.prod2vec.embedding.Embedding;
import java.util.List;

/// What a training gives.
///
/// @param embedding the vectors of the best epoch by validation hit rate, of the last one without
///   validation
/// @param epochs every epoch that was trained, in order
public record TrainedModel(Embedding embedding, List<EpochMetrics> epochs) {
  public TrainedModel {
    epochs = List.copyOf(epochs);
  }
}
