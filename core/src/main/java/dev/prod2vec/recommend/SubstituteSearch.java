package dev.prod2vec.recommend;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// Scores substitutes by the cosine of the asked product's [SimilarityVectors] with another one's,
/// times the length of the other one's.
final class SubstituteSearch implements NeighbourSearch {
  private final PairScores pairs;

  /// @param similarity one row per product, of length 1 at most
  SubstituteSearch(Matrix similarity) {
    pairs = new PairScores(unitRows(similarity), similarity);
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public void search(int first, TopList[] lists) {
    pairs.search(first, lists);
  }

  /// Rows of length 1; a row of zeros stays as it is.
  static Matrix unitRows(Matrix rows) {
    Matrix unit = rows.copy();
    for (int row = 0; row < rows.rows(); row++) {
      int start = row * rows.stride();
      double squares = 0;
      for (int at = start; at < start + rows.dim(); at++) {
        squares += (double) rows.values()[at] * rows.values()[at];
      }
      float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0f;
      Kernel.scale(unit.values(), start, start + rows.dim(), scale);
    }
    return unit;
  }
}
