package dev.prod2vec.evaluation;

/// Scores every product as the one missing from a basket. Implementations are safe to share between
/// threads and always give the same scores for the same basket.
public interface Scorer {
  /// The name that stands in the table of scores, for example `popularity`.
  String name();

  /// Writes one score per product; higher is better. Scores of the basket's own products are not
  /// read.
  ///
  /// @param basket vocabulary indexes, each at most once, at least one
  /// @param scores length: vocabulary size; overwritten
  void score(int[] basket, float[] scores);
}
