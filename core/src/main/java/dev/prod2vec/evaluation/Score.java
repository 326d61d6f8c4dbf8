package dev.prod2vec.evaluation;

/// How often a scorer found the product that was left out of a basket.
///
/// @param name the scorer's name
/// @param baskets number of baskets scored
/// @param hitRate10 share of the baskets whose product is among the first 10, in [0, 1]
/// @param hitRate10Low lower end of its 95% bootstrap interval
/// @param hitRate10High upper end of its 95% bootstrap interval
/// @param hitRate100 share of the baskets whose product is among the first 100, in [0, 1]
/// @param ndcg10 normalised discounted cumulative gain at 10, in [0, 1]
/// @param meanReciprocalRank mean of 1 / rank, in (0, 1]
/// @param hitRate10ByTercile hit rate at 10 where the product left out is of the head, the middle
///   and the tail third of all purchases; NaN-free: 0 where a third has no basket
/// @param basketsByTercile number of baskets of each third
public record Score(
    String name,
    int baskets,
    double hitRate10,
    double hitRate10Low,
    double hitRate10High,
    double hitRate100,
    double ndcg10,
    double meanReciprocalRank,
    double[] hitRate10ByTercile,
    int[] basketsByTercile) {}
