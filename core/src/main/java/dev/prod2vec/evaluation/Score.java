package dev.prod2vec.evaluation;

import java.util.Optional;

/// How often a scorer found the product that was left out of a basket. All intervals come from the
/// same samples of baskets.
///
/// @param baskets number of baskets scored
/// @param hitRate10 share of the baskets whose product is among the first 10, in [0, 1]
/// @param hitRate100 share of the baskets whose product is among the first 100, in [0, 1]
/// @param ndcg10 normalised discounted cumulative gain at 10, in [0, 1]
/// @param meanReciprocalRank mean of 1 / rank, in (0, 1]
/// @param hitRate10ByTercile hit rate at 10 where the product left out belongs to the head, the
///   middle and the tail third of all purchases; 0 where a third has no basket
/// @param basketsByTercile number of baskets of each third
/// @param lead how far the first scorer of a comparison is ahead of this one; empty for the first
public record Score(
    ScorerName name,
    int baskets,
    Metric hitRate10,
    Metric hitRate100,
    Metric ndcg10,
    Metric meanReciprocalRank,
    double[] hitRate10ByTercile,
    int[] basketsByTercile,
    Optional<Lead> lead) {}
