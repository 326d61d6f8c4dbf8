package dev.prod2vec.training;

/// What one epoch did: a line of `training.jsonl`.
///
/// @param epoch 1-based
/// @param loss mean loss per weighted pair, noise included
/// @param pairs pairs trained on: sum of n (n - 1) over the baskets
/// @param seconds wall time of the epoch's training, without the validation
/// @param validationHitRate10 hit rate at 10 on the validation baskets; NaN without any
/// @param best whether this is the best epoch so far, whose vectors are kept
public record EpochMetrics(
    int epoch, double loss, long pairs, double seconds, double validationHitRate10, boolean best) {

  /// Pairs per second of wall time.
  public double pairsPerSecond() {
    return seconds > 0 ? pairs / seconds : 0;
  }
}
