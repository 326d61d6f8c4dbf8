package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Matrix;

/// Scores substitutes by the cosine of the asked product's [SimilarityVectors] with another one's,
/// times the length of the other one's.
final class SubstituteSearch implements NeighbourSearch {
  private final PairScores pairs;

  /// @param similarity one row per product, of length 1 at most
  /// @param candidates number of products, the first ones, that lists may hold
  SubstituteSearch(Matrix similarity, int candidates) {
    pairs = new PairScores(similarity, candidates);
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public void search(int[] products, TopList[] lists) {
    pairs.search(products, lists);
  }
}
