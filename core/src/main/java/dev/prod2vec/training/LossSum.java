package dev.prod2vec.training;

/// The loss of all predictions so far. One thread uses one object.
final class LossSum {
  private double loss;
  private long predictions;

  void add(double moreLoss, long morePredictions) {
    loss += moreLoss;
    predictions += morePredictions;
  }

  /// Sum over the predicted products.
  double loss() {
    return loss;
  }

  /// Mean loss per predicted product; 0 without any.
  double mean() {
    return loss / Math.max(1, predictions);
  }

  /// Number of predicted products.
  long predictions() {
    return predictions;
  }
}
