package dev.prod2vec.evaluation;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.parallel.Crew;

/// Scores every product as the one missing from a basket. Implementations are safe to share between
/// threads. They give the same scores for the same basket, whichever baskets come with it and
/// however many threads share the work.
public interface Scorer {
  /// Its name in the table of scores.
  ScorerName name();

  /// Writes one score per basket and product; higher is better. Scores of a basket's own products
  /// are not read. Many baskets come in one call, so that work on products they share is done once.
  ///
  /// @param baskets vocabulary indexes, at least one per basket
  /// @param from first basket that is scored
  /// @param to after the last basket that is scored
  /// @param crew shares the work
  /// @param scores (to - from) x vocabulary size, row by row; overwritten
  void score(Baskets baskets, int from, int to, Crew crew, float[] scores);
}
