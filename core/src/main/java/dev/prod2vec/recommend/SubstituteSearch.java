package dev.prod2vec.recommend;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.linalg.Matrix;

/// Scores substitutes: `cos(x_i, x_j) n_j / (n_j + 2)`, where x is a product's input vector less
/// the mean of all and n its count. Products are substitutes if they keep the same company; being
/// bought together says nothing.
///
/// The mean is what all products share: if it stayed, everything would be a little like everything,
/// and a few products would be near all others (Mu and Viswanath 2018). The factor is needed since
/// the vector of a product bought a few times is mostly chance: it lands next to a popular product
/// that it once met. The 2 was chosen by Instacart's aisles (share of the ten nearest from the
/// product's own aisle, mean over purchases, vectors of skip-gram): .20 with the cosine alone, .22
/// without the mean, .29 with the factor too; rows of input and output joined reach .30 at twice
/// the cost. Where rare products are as clean as in the generated shop, the factor costs a little:
/// .77 of the known substitutes instead of .79.
final class SubstituteSearch implements NeighbourSearch {
  private static final double UNCERTAIN_COUNT = 2;

  private final PairScores pairs;

  SubstituteSearch(Embedding embedding, long[] counts) {
    Matrix unit = centredUnitRows(embedding.input(), embedding.size(), embedding.dim());
    Matrix weighted = Matrix.copyOf(unit.dense(), unit.rows(), unit.dim());
    for (int product = 0; product < counts.length; product++) {
      float factor = (float) (counts[product] / (counts[product] + UNCERTAIN_COUNT));
      int start = product * weighted.stride();
      for (int at = start; at < start + weighted.dim(); at++) {
        weighted.values()[at] *= factor;
      }
    }
    pairs = new PairScores(unit, weighted);
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public void search(int first, TopList[] lists) {
    pairs.search(first, lists);
  }

  /// Rows less their mean, of length 1. A row of zeros stays as it is and is not part of the mean:
  /// its cosine with any other is 0.
  static Matrix centredUnitRows(float[] dense, int rows, int dim) {
    double[] mean = new double[dim];
    boolean[] empty = new boolean[rows];
    int counted = 0;
    for (int row = 0; row < rows; row++) {
      empty[row] = squares(dense, row * dim, dim, new double[dim]) == 0;
      if (!empty[row]) {
        counted++;
        for (int k = 0; k < dim; k++) {
          mean[k] += dense[row * dim + k];
        }
      }
    }
    for (int k = 0; k < dim; k++) {
      mean[k] /= Math.max(1, counted);
    }
    Matrix unit = Matrix.zeros(rows, dim);
    for (int row = 0; row < rows; row++) {
      double squares = empty[row] ? 0 : squares(dense, row * dim, dim, mean);
      if (squares > 0) {
        double scale = 1 / Math.sqrt(squares);
        for (int k = 0; k < dim; k++) {
          unit.values()[row * unit.stride() + k] =
              (float) ((dense[row * dim + k] - mean[k]) * scale);
        }
      }
    }
    return unit;
  }

  private static double squares(float[] dense, int start, int dim, double[] mean) {
    double squares = 0;
    for (int k = 0; k < dim; k++) {
      double x = dense[start + k] - mean[k];
      squares += x * x;
    }
    return squares;
  }
}
