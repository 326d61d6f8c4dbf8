package dev.prod2vec.evaluation;

/// How well a model answers, without intervals; 0 without baskets.
///
/// @param hitRate10 share of baskets whose product is among the first 10, in [0, 1]
/// @param meanReciprocalRank mean of 1 / rank, in [0, 1]
/// @param loss mean of minus the logarithm of the probability of the product left out, among the
///   products that are not in the rest of the basket, in nats; comparable between models of one
///   vocabulary
public record Fit(double hitRate10, double meanReciprocalRank, double loss) {}
