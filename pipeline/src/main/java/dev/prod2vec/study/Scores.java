package dev.prod2vec.study;

/// How good a model is on the validation orders.
///
/// @param hitRate10 share of the products left out that are among the first ten, in [0, 1]
/// @param meanReciprocalRank of the products left out, in (0, 1]
/// @param loss mean of minus the logarithm of their probability, in nats
public record Scores(double hitRate10, double meanReciprocalRank, double loss) {}
