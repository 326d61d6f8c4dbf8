package dev.prod2vec.evaluation;

/// The metrics of one scorer, in [0, 1], or the differences between the metrics of two scorers, in
/// [-1, 1]. All intervals come from the same samples of baskets.
///
/// @param hitRate10 share of the baskets whose product is among the first 10
/// @param hitRate100 share of the baskets whose product is among the first 100
/// @param ndcg10 normalised discounted cumulative gain at 10
/// @param meanReciprocalRank mean of 1 / rank
public record Metrics(
    Metric hitRate10, Metric hitRate100, Metric ndcg10, Metric meanReciprocalRank) {}
