package dev.prod2vec.recommend;

import dev.prod2vec.cooccurrence.Cooccurrence;
import dev.prod2vec.cooccurrence.CooccurrenceRow;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// Scores complements: products that were bought with a product at least once, by
///
///     log(c_ij / (e_ij + 2)) + p (u_i . w_j + u_j . w_i) / 4 - cos(x_i, x_j)
///
/// The first term is the evidence: c_ij baskets hold both, where chance would give e_ij = c_i c_j /
/// N; the 2 keeps a single meeting of two rare products from counting much. The second, half of the
/// mean score of input against output vectors, is the model's view: word2vec learns the same
/// logarithm, less a constant (Levy and Goldberg 2014), and learns it for rare products from
/// similar ones; p is [Embedding#scorePower], which brings the scores of completion to that scale.
/// The third moves substitutes down: x is the input vector less the mean of all.
///
/// The constants are a compromise, chosen by hand on Instacart's held-out orders and one generated
/// shop, with vectors of skip-gram. Of the ten complements of a product bought 20 to 99 times, on the validation orders (the
/// test orders differ by less than 5%): how many times more often than by chance they were bought
/// with it, and how often per product: 4.5 and 3.0; 3.5 and 3.3 with the first term alone; 19.2 and
/// 1.5 with the second alone, which prefers rare partners; 5.3 and 2.8 without the third. Of the
/// known complements of generated shops with other seeds .89 to .90 are found.
final class ComplementSearch implements NeighbourSearch {
  private static final double UNCERTAIN_COUNT = 2;

  private static final double ROUNDING = 1 + 1e-4;

  private static final Kernel KERNEL = Kernel.best();

  private final Cooccurrence cooccurrence;
  private final int size;
  private final int width;

  /// Length of each input and each output vector.
  private final float[] inputLengths;

  private final float[] outputLengths;

  private final Embedding embedding;
  private final CentredRows centred;

  /// @param candidates number of products, the first ones, that are asked about and that lists may
  ///   hold
  ComplementSearch(Embedding embedding, int candidates, Cooccurrence cooccurrence) {
    this.embedding = embedding;
    this.cooccurrence = cooccurrence;
    size = candidates;
    int dim = embedding.dim();
    width = Matrix.stride(3 * dim);
    Matrix input = Matrix.of(embedding.input(), embedding.size(), dim);
    centred = CentredRows.of(input, size, size);
    inputLengths = lengths(embedding.input(), 1f, size, dim);
    outputLengths = lengths(embedding.output(), embedding.scorePower(), size, dim);
  }

  @Override
  public int size() {
    return size;
  }

  private static float[] lengths(float[] rows, float factor, int size, int dim) {
    float[] lengths = new float[size];
    for (int row = 0; row < size; row++) {
      double squares = 0;
      for (int k = row * dim; k < (row + 1) * dim; k++) {
        float x = rows[k] * factor;
        squares += (double) x * x;
      }
      lengths[row] = (float) Math.sqrt(squares);
    }
    return lengths;
  }

  /// Writes the input, output and centred vector of the product that is asked about, each scaled so
  /// that the row times a [#right] one is the sum of the last two terms. The rows of all products
  /// would be six vectors of each.
  private void left(int product, float[] out) {
    int dim = embedding.dim();
    int start = product * dim;
    float power = embedding.scorePower();
    centred.write(product, out, 2 * dim);
    for (int k = 0; k < dim; k++) {
      out[k] = embedding.input()[start + k] / 4;
      out[dim + k] = embedding.output()[start + k] * power / 4;
      out[2 * dim + k] = -out[2 * dim + k];
    }
  }

  private void right(int product, float[] out) {
    int dim = embedding.dim();
    int start = product * dim;
    float power = embedding.scorePower();
    for (int k = 0; k < dim; k++) {
      out[k] = embedding.output()[start + k] * power;
    }
    System.arraycopy(embedding.input(), start, out, dim, dim);
    centred.write(product, out, 2 * dim);
  }

  @Override
  public void search(int[] products, TopList[] lists) {
    float[] left = new float[width];
    float[] right = new float[width];
    for (int i = 0; i < lists.length; i++) {
      int product = products[i];
      left(product, left);
      CooccurrenceRow row = cooccurrence.row(product);
      double expected = (double) cooccurrence.count(product) / Math.max(1, cooccurrence.baskets());
      // Rare partners first: most of the best are among them, so that the others soon are out of
      // reach.
      for (int at = row.size() - 1; at >= 0; at--) {
        int other = row.products()[at];
        double chance = expected * cooccurrence.count(other);
        double seen = Math.log(row.counts()[at] / (chance + UNCERTAIN_COUNT));
        // Out of reach whatever the vectors say, which are far to fetch.
        if (!(seen + most(product, other) < lists[i].threshold())) {
          right(other, right);
          lists[i].offer(other, (float) (seen + KERNEL.dot(left, 0, right, 0, width)));
        }
      }
    }
  }

  /// More than the last two terms of a score can be: a dot product is at most the product of the
  /// lengths.
  private double most(int a, int b) {
    double views = inputLengths[a] * outputLengths[b] + inputLengths[b] * outputLengths[a];
    return ROUNDING * (views / 4 + 1);
  }
}
