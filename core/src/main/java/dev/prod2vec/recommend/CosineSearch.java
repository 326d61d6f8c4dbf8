package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Matrix;

/// Scores every product by the dot product of its row with that of the product asked about: the
/// cosine, where all rows are of the same length.
final class CosineSearch implements NeighbourSearch {
  private final PairScores pairs;

  CosineSearch(Matrix rows) {
    pairs = new PairScores(rows, rows);
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public void search(int first, TopList[] lists) {
    SubstituteSearch.search(pairs, first, lists);
  }
}
