package dev.prod2vec.training;

/// The metrics of one epoch: a line of `training.jsonl`.
///
/// @param epoch 1-based
/// @param loss mean loss per predicted product, noise included
/// @param pairs ordered pairs of a basket's products: sum of n (n - 1) over the baskets, after
///   subsampling
/// @param seconds wall time of the epoch's training, without the validation
/// @param validationHitRate10 hit rate at 10 on the validation baskets; NaN if there are none
/// @param best whether this is the best epoch so far, whose vectors are kept: see
///   [EpochHistory#add]
public record EpochMetrics(
    int epoch, double loss, long pairs, double seconds, double validationHitRate10, boolean best) {

  /// Pairs per second of wall time.
  public double pairsPerSecond() {
    return seconds > 0 ? pairs / seconds : 0;
  }
}
