package dev.prod2vec.evaluation;

/// How far one scorer is ahead of another on the same baskets; negative if the other leads. `Low`
/// and `High` are the ends of the 95% bootstrap intervals of the differences, basket by basket.
/// They are narrower than the intervals of the scores suggest, since most baskets are easy for both
/// or hard for both.
///
/// @param hitRate10 difference of the hit rates at 10, in [-1, 1]
/// @param meanReciprocalRank difference of the means of 1 / rank, in (-1, 1)
public record Lead(
    double hitRate10,
    double hitRate10Low,
    double hitRate10High,
    double meanReciprocalRank,
    double meanReciprocalRankLow,
    double meanReciprocalRankHigh) {

  /// A lead of whole metrics.
  static Lead of(Metric hitRate10, Metric meanReciprocalRank) {
    return new Lead(
        hitRate10.value(),
        hitRate10.low(),
        hitRate10.high(),
        meanReciprocalRank.value(),
        meanReciprocalRank.low(),
        meanReciprocalRank.high());
  }
}
