package dev.prod2vec.evaluation;

import java.util.Optional;

/// How often a scorer found the product that was left out of a basket. `Low` and `High` are the
/// ends of 95% bootstrap intervals, all from the same samples of baskets.
///
/// @param name the scorer's name
/// @param baskets number of baskets scored
/// @param hitRate10 share of the baskets whose product is among the first 10, in [0, 1]
/// @param hitRate100 share of the baskets whose product is among the first 100, in [0, 1]
/// @param ndcg10 normalised discounted cumulative gain at 10, in [0, 1]
/// @param meanReciprocalRank mean of 1 / rank, in (0, 1]
/// @param hitRate10ByTercile hit rate at 10 where the product left out is of the head, the middle
///   and the tail third of all purchases; NaN-free: 0 where a third has no basket
/// @param basketsByTercile number of baskets of each third
/// @param lead how far the first scorer of a comparison is ahead of this one; empty for the first
public record Score(
    String name,
    int baskets,
    double hitRate10,
    double hitRate10Low,
    double hitRate10High,
    double hitRate100,
    double hitRate100Low,
    double hitRate100High,
    double ndcg10,
    double ndcg10Low,
    double ndcg10High,
    double meanReciprocalRank,
    double meanReciprocalRankLow,
    double meanReciprocalRankHigh,
    double[] hitRate10ByTercile,
    int[] basketsByTercile,
    Optional<Lead> lead) {

  /// A score of whole metrics, so that nobody has to count twelve numbers.
  public static Score of(
      String name,
      int baskets,
      Metric hitRate10,
      Metric hitRate100,
      Metric ndcg10,
      Metric meanReciprocalRank,
      double[] hitRate10ByTercile,
      int[] basketsByTercile,
      Optional<Lead> lead) {
    return new Score(
        name,
        baskets,
        hitRate10.value(),
        hitRate10.low(),
        hitRate10.high(),
        hitRate100.value(),
        hitRate100.low(),
        hitRate100.high(),
        ndcg10.value(),
        ndcg10.low(),
        ndcg10.high(),
        meanReciprocalRank.value(),
        meanReciprocalRank.low(),
        meanReciprocalRank.high(),
        hitRate10ByTercile,
        basketsByTercile,
        lead);
  }
}
