package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Matrix;

/// Scores every product by the dot product of its row with the row of the product asked about. This
/// is the cosine if all rows have the same length.
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
    pairs.search(first, lists);
  }
}
