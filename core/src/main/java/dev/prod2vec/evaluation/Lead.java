package dev.prod2vec.evaluation;

/// How far one scorer is ahead of another on the same baskets; negative if the other leads. The
/// intervals are of the differences, basket by basket. They are shorter than the intervals of the
/// scores suggest: most baskets are easy for both or hard for both.
///
/// @param hitRate10 difference of the hit rates at 10, in [-1, 1]
/// @param meanReciprocalRank difference of the means of 1 / rank, in (-1, 1)
public record Lead(Metric hitRate10, Metric meanReciprocalRank) {}
